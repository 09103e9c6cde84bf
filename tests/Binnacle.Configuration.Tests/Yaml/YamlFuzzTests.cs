namespace Binnacle.Configuration.Tests.Yaml;

public sealed class YamlFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_and_what_is_read_survives_writing() => new Fuzz(output).Run(
        Mutation.Of(GoldenTexts.Yaml, " \n\t:-[]{},#&*!|>'\"%@`?~.<=$ab01eE_xX\\\u00e9\u2028\u0085"),
        text =>
        {
            ConfigNode node = YamlReader.Parse(text, "fuzz.yaml");
            return IsBeyondYaml(node) || TreeEquality.Same(node, YamlReader.Parse(YamlWriter.Write(node), "written.yaml"));
        },
        error => error.Origin is { Line: > 0, Column: > 0 });

    /// <summary>
    /// Text that the reference writes in a form which does not read back: line breaks other than the line feed (it normalises
    /// them), and text with <c> *</c> (the YAML parser takes a key after it for a part of the text).
    /// </summary>
    private static bool IsBeyondYaml(ConfigNode node) => node switch
    {
        MapNode map => map.Any(entry => IsBeyondYaml(new ScalarNode(entry.Key.Value)) || IsBeyondYaml(entry.Value)),
        ListNode list => list.Any(IsBeyondYaml),
        ScalarNode { Value: string text } => text.AsSpan().IndexOfAny('\u0085', '\u2028', '\u2029') >= 0 || text.Contains(" *", StringComparison.Ordinal),
        _ => false,
    };
}
