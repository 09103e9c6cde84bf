using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>A job of a sweep: what the sweep wrote down about it, and its run.</summary>
/// <param name="Number">Its number in the sweep; null when nothing was written down.</param>
/// <param name="State">Its state in a word.</param>
/// <param name="Style">The CSS class of the state's colour.</param>
/// <param name="Overrides">The values that make it differ from the others, by their key.</param>
/// <param name="Values">What it returned.</param>
/// <param name="Duration">How long it took, or has taken so far; null when unknown.</param>
/// <param name="Run">Its run; null when it has none here.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record SweepJob(
    int? Number, string State, string Style, IReadOnlyDictionary<string, string> Overrides, IReadOnlyList<double> Values, TimeSpan? Duration, Run? Run, string? Error)
{
    /// <summary>A job as written down.</summary>
    internal static SweepJob Of(SweepJobRecord record, Run? run, DateTimeOffset now)
    {
        (string state, string style) = StateOf(record, run, now);
        return new SweepJob(record.Number, state, style, Pairs(record.Overrides), record.Values, (record.Finished ?? now) - record.Launched, run, record.Error);
    }

    /// <summary>A job of which only the run is known.</summary>
    internal static SweepJob Of(Run run, DateTimeOffset now)
    {
        RunState state = RunState.Of(run, now);
        string[] overrides = run.Tags.GetValueOrDefault(ReservedTags.Overrides)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new SweepJob(null, state.Name, state.Style, Pairs(overrides), [], RunState.Duration(run.Info, now), run, null);
    }

    private static (string State, string Style) StateOf(SweepJobRecord record, Run? run, DateTimeOffset now) => record switch
    {
        { Status: "Completed" } => ("Finished", "ok"),
        { Status: "Failed" } => ("Failed", "bad"),
        { Status: { } other } => (other, "warn"),
        { Launched: null } => ("Waiting", "idle"),
        _ when run is not null && RunState.Of(run, now) is { Name: not "Finished" } state => (state.Name, state.Style),
        _ => ("Running", "live"),
    };

    private static Dictionary<string, string> Pairs(IEnumerable<string> overrides)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in overrides)
        {
            int sign = text.IndexOf('=', StringComparison.Ordinal);
            pairs[sign < 0 ? text : text[..sign].TrimStart('+')] = sign < 0 ? "" : text[(sign + 1)..];
        }

        return pairs;
    }
}
