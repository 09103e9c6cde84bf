namespace Binnacle.Configuration.Tests.Merging;

public sealed class ConfigMergeTests
{
    [Fact]
    public void An_interpolation_sees_what_was_merged_before_it()
    {
        ConfigNode merged = ConfigMerge.Merge(Read("a: ${b}\nb: {x: 1}\n"), Read("b: {x: 9}\na: {z: 2}\n"));

        Assert.Equal("a:\n  x: 9\n  z: 2\nb:\n  x: 9\n", YamlWriter.Write(merged));
    }

    [Fact]
    public void A_map_and_a_list_are_named_with_both_places()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigMerge.Merge(Read("o:\n  a: {x: 1}\n", "low.yaml"), Read("o:\n  a: [1]\n", "high.yaml")));

        Assert.Equal(
            "Cannot merge DictConfig with ListConfig\n    full_key: o.a\n    a list (high.yaml:2:6) cannot be merged into a map (low.yaml:2:6)",
            error.Message);
    }

    [Fact]
    public void A_new_key_is_refused_in_a_struct_with_the_nearest_one()
    {
        var error = Assert.Throws<ConfigException>(() => ConfigMerge.Merge(Read("m: {epochs: 1}\n"), Read("m: {epoch: 2}\n"), isStruct: true));

        Assert.Equal("Key 'epoch' is not in struct\n    full_key: m.epoch\n    x.yaml:1:5\n    Did you mean 'epochs'?", error.Message);
    }

    [Fact]
    public void Merging_leaves_both_trees_as_they_were()
    {
        ConfigNode target = Read("a: {x: 1}\n"), source = Read("a: {y: 2}\n");

        ConfigMerge.Merge(target, source);

        Assert.Equal("a:\n  x: 1\n", YamlWriter.Write(target));
        Assert.Equal("a:\n  'y': 2\n", YamlWriter.Write(source));
    }

    [Fact]
    public void Merging_many_leaves_each_as_it_was()
    {
        ConfigNode[] trees = [Read("a: {x: {p: 1}}\n"), Read("a: {x: {q: 2}}\n"), Read("a: {x: {r: 3}}\nb: {s: 4}\n"), Read("b: {s: 5}\n")];
        string[] before = [.. trees.Select(tree => YamlWriter.Write(tree))];

        ConfigNode merged = ConfigMerge.Merge(trees);

        Assert.Equal("a:\n  x:\n    p: 1\n    q: 2\n    r: 3\nb:\n  s: 5\n", YamlWriter.Write(merged));
        Assert.Equal(before, trees.Select(tree => YamlWriter.Write(tree)));
    }

    [Fact]
    public void What_an_interpolation_brought_in_stays_apart_from_its_source()
    {
        ConfigNode[] trees = [Read("e: {x: {y: 0}}\n"), Read("e: {x: {y: 1}}\nd: ${e}\n"), Read("d: {z: 2}\n"), Read("d: {x: {y: 3}}\n"), Read("e: {x: {y: 4}}\n")];

        Assert.Equal("e:\n  x:\n    'y': 4\nd:\n  x:\n    'y': 3\n  z: 2\n", YamlWriter.Write(ConfigMerge.Merge(trees)));
    }

    private static ConfigNode Read(string yaml, string source = "x.yaml") => YamlReader.Parse(yaml, source);
}
