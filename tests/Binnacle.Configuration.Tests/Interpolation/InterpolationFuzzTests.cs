namespace Binnacle.Configuration.Tests.Interpolation;

public sealed class InterpolationFuzzTests(ITestOutputHelper output)
{
    private static readonly MapNode Surroundings =
        (MapNode)YamlReader.Parse("a: V\nb: {c: 1, d: [2, 3]}\nx: 7\nself: ${self}\n", "fuzz.yaml");

    [Fact]
    public void Any_text_resolves_or_is_refused_and_a_resolved_value_is_final_and_survives_writing() => new Fuzz(output).Run(
        Mutation.Of(GoldenTexts.Interpolations, "${}:.[],'\"\\ ab10_-/+\u00e9\t"),
        text =>
        {
            ConfigNode value = Resolve(new ScalarNode(text));
            return TreeEquality.Same(value, Resolve(value)) && (IsBeyondYaml(value) || TreeEquality.Same(value, Resolve(Reread(value))));
        },
        error => error.Message.Length > 0);

    private static ConfigNode Resolve(ConfigNode value) =>
        new ResolutionContext(Surroundings.With("k", value), environment: _ => null).Select("k")!;

    private static ConfigNode Reread(ConfigNode value) =>
        ((MapNode)YamlReader.Parse(YamlWriter.Write(new MapNode([new("k", value)])), "written.yaml"))["k"];

    /// <summary>An escaped interpolation is a text that means something else when it is read, and line breaks are normalised.</summary>
    private static bool IsBeyondYaml(ConfigNode node) => node switch
    {
        MapNode map => map.Any(entry => entry.Key.Value is null || IsBeyondYaml(new ScalarNode(entry.Key.Text)) || IsBeyondYaml(entry.Value)),
        ListNode list => list.Any(IsBeyondYaml),
        ScalarNode { Value: string text } => text.Contains("${", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('\u0085', '\u2028', '\u2029') >= 0
            || text.Contains(" *", StringComparison.Ordinal) || text.Any(char.IsSurrogate),
        _ => false,
    };
}
