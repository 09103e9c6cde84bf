namespace Binnacle.Configuration.Tests.Interpolation;

public sealed class InterpolationCornerTests
{
    [Theory]
    [InlineData("${oc.select:..a,7}", "ConfigKeyError raised while resolving interpolation: Error resolving key '..a'")]
    [InlineData("${oc.dict.keys:1}", "TypeError raised while resolving interpolation: `oc.dict.keys` requires a string as input, but obtained `1` of type: int")]
    [InlineData("${oc.dict.values:${m}}", "TypeError raised while resolving interpolation: `oc.dict.values` requires a string as input, but obtained `{'x': 1}` of type: DictConfig")]
    [InlineData("${oc.dict.keys:gone}", "MissingMandatoryValue raised while resolving interpolation: Missing mandatory value: gone")]
    [InlineData("${oc.dict.keys:m,n}", "TypeError raised while resolving interpolation: keys() got multiple values for argument '_parent_'")]
    [InlineData("${oc.create:1}", "ValidationError raised while resolving interpolation: Object of unsupported type: 'int'")]
    [InlineData("${oc.create:m,n}", "TypeError raised while resolving interpolation: create() got multiple values for argument '_parent_'")]
    [InlineData("${oc.decode:${l}}", "TypeError raised while resolving interpolation: `oc.decode` can only take strings or None as input, but `[1, 2]` is of type ListConfig")]
    [InlineData("${l.x}", "TypeError raised while resolving interpolation: Index 'x' (str) is not an int")]
    public void A_fault_is_told_as_the_reference_tells_it(string text, string message) =>
        Assert.Equal(message, Fault(() => Context(text).Select("k")));

    [Fact]
    public void A_list_that_a_program_asks_for_a_key_is_no_fault_of_an_interpolation() =>
        Assert.Equal("Index 'x' (str) is not an int", Fault(() => Context("1").Select("l.x")));

    [Theory]
    [InlineData("${oc.decode:'[x: ]'}", "- 'x: '\n")]
    [InlineData("${oc.decode:'[a : , b]'}", "- 'a : '\n- b\n")]
    [InlineData("${oc.decode:'[ x ]'}", "- x\n")]
    public void Blanks_behind_a_colon_belong_to_it(string text, string written) =>
        Assert.Equal(written, YamlWriter.Write(Context(text).Select("k")!));

    [Fact]
    public void A_list_may_be_the_root()
    {
        ConfigNode list = YamlReader.Parse("- 1\n- '${.0}'\n- {a: '${..0}'}\n", "x.yaml");

        Assert.Equal("- 1\n- 1\n- a: 1\n", YamlWriter.Write(new ResolutionContext(MapNode.Empty).Resolve(list)));
    }

    [Fact]
    public void A_look_at_an_incomplete_tree_shows_what_is_missing()
    {
        var context = new ResolutionContext((MapNode)YamlReader.Parse("gone: ???\na: x${gone}\nb: ['${gone}', 1]\nc: ${d}\nd: 2\n", "x.yaml"));

        Assert.Equal("gone: ???\na: ???\nb:\n- ???\n- 1\nc: 2\nd: 2\n", YamlWriter.Write(context.ResolveAvailable()));
        Assert.Equal("- ???\n- 1\n", YamlWriter.Write(context.SelectAvailable("b")!));
        Assert.Throws<MissingTargetException>(() => context.Resolve());
    }

    private static ResolutionContext Context(string text) => new(new MapNode([.. (MapNode)YamlReader.Parse("m: {x: 1}\nl: [1, 2]\ngone: ???\n", "x.yaml"), new("k", new ScalarNode(text))]));

    private static string Fault(Func<object?> resolve) => Assert.ThrowsAny<ConfigException>(resolve).Message.Split('\n')[0];
}
