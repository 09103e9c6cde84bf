namespace Binnacle.Configuration.Tests.Merging;

public sealed class MergeFlagTests
{
    [Fact]
    public void A_struct_refuses_new_keys_of_what_comes_after_it()
    {
        Assert.Equal("a: 1\nb: 2\n", Merged(Read("a: 1"), Read("b: 2", isStruct: true)));
        Assert.Equal("Key 'c' is not in struct", Fault(Read("a: 1"), Read("b: 2", isStruct: true), Read("c: 3")));
    }

    [Fact]
    public void A_merge_lifts_the_read_only_flag_of_its_target_alone()
    {
        Assert.Equal("a: 2\n", Merged(Read("a: 1", isReadOnly: true), Read("a: 2")));
        Assert.Equal("Cannot change read-only config container", Fault(Read("a: 1"), Read("b: 2", isReadOnly: true), Read("a: 3")));
    }

    [Fact]
    public void A_missing_value_of_a_read_only_tree_cannot_take_another() =>
        Assert.Equal("Cannot set value of read-only config node", Fault(Read("a: 1"), Read("a: ???", isReadOnly: true)));

    [Fact]
    public void What_changes_nothing_may_meet_a_read_only_tree() =>
        Assert.Equal("a:\n  b: 1\n", Merged(Read("a: {b: 1}"), Read("{}", isReadOnly: true), Read("a: {}"), Read("a: ???")));

    [Theory]
    [InlineData("a.b", "Cannot change read-only config container\n    full_key: a.b")]
    [InlineData("c.d", "Cannot change read-only config container\n    full_key: c")]
    [InlineData("l.0", "ListConfig is read-only\n    full_key: l[0]")]
    public void A_read_only_tree_refuses_every_edit(string key, string message)
    {
        ConfigNode tree = YamlReader.Parse("a: {b: 1}\nl: [1]\n", "x.yaml");

        var error = Assert.Throws<ConfigException>(() => ConfigEdit.Set(tree, KeyPath.Split(key), new ScalarNode(2), isReadOnly: true));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_missing_value_expands_an_interpolation_that_leads_to_a_container() =>
        Assert.Equal("a:\n- 7\nb:\n- 7\n", Merged(Read("a: ${b}\nb: [7]"), Read("a: ???")));

    [Theory]
    [InlineData("a.b", "invalid literal for int() with base 10: 'b'")]
    [InlineData("a.b.c", "Index 'b' (str) is not an int")]
    public void A_list_is_indexed_by_numbers(string key, string message)
    {
        ConfigNode tree = YamlReader.Parse("a: [1]\n", "x.yaml");

        Assert.Equal(message, Assert.Throws<ConfigException>(() => ConfigEdit.Set(tree, KeyPath.Split(key), new ScalarNode(2))).Message.Split('\n')[0]);
    }

    private static string Merged(params MergeInput[] inputs) => YamlWriter.Write(ConfigMerge.Merge(inputs));

    private static string Fault(params MergeInput[] inputs) => Assert.Throws<ConfigException>(() => ConfigMerge.Merge(inputs)).Message.Split('\n')[0];

    private static MergeInput Read(string yaml, bool isStruct = false, bool isReadOnly = false) => new(YamlReader.Parse(yaml + "\n", "x.yaml"), isStruct, isReadOnly);
}
