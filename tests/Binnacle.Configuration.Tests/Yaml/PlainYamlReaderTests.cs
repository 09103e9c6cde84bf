using System.Text.Json;
using CsCheck;

namespace Binnacle.Configuration.Tests.Yaml;

public sealed class PlainYamlReaderTests(ITestOutputHelper output)
{
    private const int Inputs = 100_000;

    [Fact]
    public void Whatever_it_reads_is_what_the_general_reader_reads_with_the_same_places()
    {
        int plain = 0;
        Mutation.Of([.. GoldenTexts.ConfigFiles, .. GoldenTexts.Yaml, .. BuiltIn], " \n:-[]{},#|'\"?.$ab01_\r\\~é").Select(input => input.Text).Sample(
            text =>
            {
                if (!PlainYamlReader.TryRead(text, "fuzz.yaml", out ConfigNode? root))
                    return true;
                Interlocked.Increment(ref plain);
                return Same(root, new YamlDocumentReader(text, "fuzz.yaml").Read());
            },
            iter: Inputs,
            print: text => JsonSerializer.Serialize(text));

        output.WriteLine($"{100.0 * plain / Inputs:0.0}% plain");
        Assert.InRange(plain, Inputs / 5, Inputs);
    }

    [Fact]
    public void Most_config_files_are_plain()
    {
        string[] others = [.. GoldenTexts.ConfigFiles.Where(text => !PlainYamlReader.TryRead(text, "config.yaml", out _))];

        output.WriteLine(string.Join("\n---\n", others));
        Assert.True(others.Length < GoldenTexts.ConfigFiles.Count / 10, $"{others.Length} of {GoldenTexts.ConfigFiles.Count} are not plain");
    }

    [Fact]
    public void The_built_in_configs_are_plain() =>
        Assert.All(BuiltIn, text => Assert.True(PlainYamlReader.TryRead(text, "config.yaml", out _), text));

    [Theory]
    [InlineData("a: &x 1\nb: *x\n")]
    [InlineData("a: !!str 1\n")]
    [InlineData("a: one\n  two\n")]
    [InlineData("a: \"\\n\"\n")]
    [InlineData("<<: {a: 1}\n")]
    [InlineData("a: >\n  folded\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: [1,\n  2]\n")]
    [InlineData("a: ${b\n")]
    [InlineData("\ta: 1\n")]
    public void The_unusual_and_the_wrong_are_left_to_the_general_reader(string text) =>
        Assert.False(PlainYamlReader.TryRead(text, "config.yaml", out _));

    private static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. typeof(YamlReader).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".yaml", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(typeof(YamlReader).Assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }),
    ];

    private static bool Same(ConfigNode? left, ConfigNode? right) => left is null || right is null
        ? left is null && right is null
        : left.Origin == right.Origin && TreeEquality.Same(left, right) && (left, right) switch
        {
            (MapNode a, MapNode b) => a.Zip(b).All(pair => pair.First.Key.Origin == pair.Second.Key.Origin && Same(pair.First.Value, pair.Second.Value)),
            (ListNode a, ListNode b) => a.Zip(b).All(pair => Same(pair.First, pair.Second)),
            _ => true,
        };
}
