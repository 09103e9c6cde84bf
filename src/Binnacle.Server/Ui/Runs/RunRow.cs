using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A run with what the columns show of it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Summaries">Least and greatest values by metric; null when no column shows them.</param>
internal sealed record RunRow(Run Run, IReadOnlyDictionary<string, MetricSummary>? Summaries)
{
    public RunCell Read(RunColumn column, DateTimeOffset now) => column.Read(Run, now, Summaries);

    /// <summary>Reads the rows of ids, in their order; runs that are gone are left out.</summary>
    public static async Task<List<RunRow>> ReadAsync(
        ITrackingStore store, IReadOnlyList<string> ids, RunNeeds needs, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<Run> runs = await store.GetRunsAsync(ids, needs.Parts, cancellationToken);
        if (needs.Summaries.Count == 0)
            return [.. runs.Select(run => new RunRow(run, null))];
        ILookup<string, MetricSummary> summaries = (await store.SummarizeMetricsAsync(ids, needs.Summaries, cancellationToken)).ToLookup(item => item.RunId);
        return [.. runs.Select(run => new RunRow(run, summaries[run.Info.RunId].ToDictionary(item => item.Key)))];
    }
}
