using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Binnacle.Configuration.Tests;

/// <summary>Runs a parser over many texts and counts.</summary>
/// <remarks>
/// 100,000 texts, or as many as <c>BINNACLE_FUZZ_INPUTS</c> says. Any exception but a refusal of ours fails the test, and so does a
/// text that keeps the parser busy for longer than <see cref="LongestSeconds"/>: not a matter of speed, but of an end that never comes.
/// </remarks>
internal sealed class Fuzz(ITestOutputHelper output)
{
    private const double LongestSeconds = 30;

    private readonly Lock _lock = new();
    private int _accepted, _fromGolden, _acceptedGolden;
    private double _slowest;

    private static int Inputs { get; } = int.Parse(Environment.GetEnvironmentVariable("BINNACLE_FUZZ_INPUTS") ?? "100000", CultureInfo.InvariantCulture);

    /// <param name="texts">The inputs.</param>
    /// <param name="survives">Reads a text, throws <see cref="ConfigException"/> when it is refused, and says whether what was read survives its round trip.</param>
    /// <param name="isExplained">Whether a refusal says what it must.</param>
    public void Run(Gen<FuzzText> texts, Func<string, bool> survives, Func<ConfigException, bool> isExplained)
    {
        texts.Sample(input => Holds(input, survives, isExplained), iter: Inputs, print: input => JsonSerializer.Serialize(input.Text));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Inputs:N0} texts, {100.0 * _fromGolden / Inputs:0.0}% of them mutations of golden inputs; accepted {100.0 * _accepted / Inputs:0.0}%, of the mutations {100.0 * _acceptedGolden / _fromGolden:0.0}%; the slowest took {1000 * _slowest:0} ms."));
        Assert.InRange(_fromGolden, Inputs / 2, Inputs);
        Assert.InRange(_accepted, Inputs / 20, Inputs - (Inputs / 20));
        Assert.InRange(_slowest, 0, LongestSeconds);
    }

    private bool Holds(FuzzText input, Func<string, bool> survives, Func<ConfigException, bool> isExplained)
    {
        long start = Stopwatch.GetTimestamp();
        bool holds, accepted = true;
        try
        {
            holds = survives(input.Text);
        }
        catch (ConfigException error)
        {
            accepted = false;
            holds = isExplained(error);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        lock (_lock)
        {
            _accepted += accepted ? 1 : 0;
            _fromGolden += input.FromGolden ? 1 : 0;
            _acceptedGolden += accepted && input.FromGolden ? 1 : 0;
            _slowest = Math.Max(_slowest, seconds);
        }

        return holds;
    }
}
