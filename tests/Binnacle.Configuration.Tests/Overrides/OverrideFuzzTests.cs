using System.Text.Json;
using Binnacle.Testing;
using CsCheck;

namespace Binnacle.Configuration.Tests.Overrides;

/// <summary>Whatever is thrown at the parser, it parses or says what is wrong; what it accepts survives being printed.</summary>
public sealed class OverrideFuzzTests(ITestOutputHelper output)
{
    private const int Inputs = 100_000;
    private const string Alphabet = "ab01_-+~@=.,:;/\\'\"[](){}$ \t%*?|&#!é\0\n";

    private static readonly string[] Golden = [.. File
        .ReadLines(RepositoryRoot.Combine("tests", "conformance", "config", "overrides.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("input").GetString()!)];

    private static readonly Gen<string> Random = Gen.Char[Alphabet].Array[0, 30].Select(characters => new string(characters));

    private static readonly Gen<string> Mutated =
        Gen.Select(Gen.Int[0, Golden.Length - 1], Gen.Int[0, Golden.Length - 1], Gen.Int[0, 4], Gen.Int[0, int.MaxValue], Gen.Char[Alphabet], Mutate);

    [Fact]
    public void Mutated_and_random_overrides_parse_or_fail_with_a_message()
    {
        int accepted = 0;
        Gen.Frequency((3, Mutated), (1, Random)).Sample(
            input =>
            {
                try
                {
                    Override found = OverrideParser.Parse(input);
                    Interlocked.Increment(ref accepted);
                    Survives(found);
                }
                catch (ConfigException error)
                {
                    Assert.Contains("override", error.Message, StringComparison.Ordinal);
                }
            },
            iter: Inputs);
        output.WriteLine($"{Inputs} overrides, three quarters of them mutations of golden ones: {100.0 * accepted / Inputs:0.0}% accepted.");
        Assert.InRange(accepted, Inputs / 20, Inputs);
    }

    /// <summary>An accepted value, printed for a job, parses again to the same value.</summary>
    private static void Survives(Override found)
    {
        // Casts to text and the reference's habit to drop quotes of a function's arguments lose types on purpose.
        if (found.Value is not ElementValue value || found.Input.Contains('(', StringComparison.Ordinal) || HoldsSweep(value))
            return;
        string printed = found.ElementText();
        Override again = OverrideParser.Parse(printed);
        Assert.Equal(printed, again.ElementText());
        Assert.Equal(found.KeyElement, again.KeyElement);
        Assert.Equal(Shown(value), Shown((ElementValue)again.Value!));
    }

    private static bool HoldsSweep(OverrideValue value) => value switch
    {
        ListValue list => list.Items.Any(HoldsSweep),
        MapValue map => map.Entries.Any(entry => entry.Key is null or System.Numerics.BigInteger || HoldsSweep(entry.Value)),
        _ => value is SweepValue,
    };

    private static string Shown(ElementValue value) => YamlWriter.Write(new MapNode([new("value", value.ToNode(null))]));

    private static string Mutate(int first, int second, int kind, int seed, char character)
    {
        string text = Golden[first];
        int at = seed % (text.Length + 1);
        int length = Math.Min(text.Length - at, 1 + (seed / 7 % 3));
        return kind switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, character.ToString()),
            2 => text[..at] + Golden[second][(seed % (Golden[second].Length + 1))..],
            3 => text.Insert(at, text.Substring(at, length)),
            _ => text,
        };
    }
}
