using System.Text.Json;
using CsCheck;

namespace Binnacle.Configuration.Tests.Interpolation;

public sealed class InterpolationFuzzTests(ITestOutputHelper output)
{
    private const int Inputs = 100_000;

    [Fact]
    public void Any_text_resolves_or_is_refused_and_a_resolved_text_is_final()
    {
        int accepted = 0, refused = 0;
        MapNode surroundings = (MapNode)YamlReader.Parse("a: V\nb: {c: 1, d: [2, 3]}\nx: 7\nself: ${self}\n", "fuzz.yaml");
        Mutation.Of(GoldenTexts.Interpolations, "${}:.[],'\"\\ ab10_-/+\u00e9\t").Sample(
            text =>
            {
                try
                {
                    MapNode root = surroundings.With("k", new ScalarNode(text));
                    ConfigNode value = new ResolutionContext(root, environment: _ => null).Select("k")!;
                    Interlocked.Increment(ref accepted);
                    return TreeEquality.Same(value, new ResolutionContext(root.With("k", value), environment: _ => null).Select("k")!);
                }
                catch (ConfigException error)
                {
                    Interlocked.Increment(ref refused);
                    return error.Message.Length > 0;
                }
            },
            iter: Inputs,
            print: text => JsonSerializer.Serialize(text));

        output.WriteLine($"{accepted + refused:N0} texts, {100.0 * accepted / (accepted + refused):0.0}% accepted");
        Assert.InRange(accepted, Inputs / 20, Inputs);
        Assert.InRange(refused, Inputs / 20, Inputs);
    }
}
