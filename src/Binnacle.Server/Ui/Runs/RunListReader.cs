using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Reads the order of all runs of a view: from the store where it can order so, else by one column of all of them.</summary>
internal static class RunListReader
{
    // So many runs are held at once while a column of all is read.
    private const int Chunk = 2_000;

    /// <exception cref="TrackingException">The filter is refused, or the store cannot be read.</exception>
    public static async Task<RunList> ReadAsync(ITrackingStore store, RunListKey key, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        RunQuery query = key.ToQuery(now);
        if (key.Filter.Length > 0 && query.Filter != key.Filter)
            _ = await store.ListRunIdsAsync(new RunQuery { Filter = key.Filter }, cancellationToken);
        IReadOnlyList<string> ids = await store.ListRunIdsAsync(query, cancellationToken);
        // A store of which nothing is left has no runs either: then it is the experiment that is missed.
        if (ids.Count == 0)
            _ = await store.GetExperimentAsync(key.ExperimentId, cancellationToken);
        if (key.Sort.OrderField is null)
            ids = await SortAsync(store, key, ids, now, cancellationToken);
        return key.Group is null
            ? new RunList(RunIds.Of(ids))
            : RunGrouping.Of(ids, await ValuesAsync(store, key.Group, ids, now, cancellationToken), key.Group == RunColumn.Parent);
    }

    private static async Task<string[]> SortAsync(
        ITrackingStore store, RunListKey key, IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, RunCell> cells = await ValuesAsync(store, key.Sort, ids, now, cancellationToken);
        int sign = key.Descending ? -1 : 1;
        // The sort is stable: runs with the same value stay newest first.
        return [.. ids.OrderBy(id => id, Comparer<string>.Create((left, right) => Compare(cells.GetValueOrDefault(left), cells.GetValueOrDefault(right), sign)))];
    }

    /// <summary>Values in their direction, then NaN, then runs without a value.</summary>
    internal static int Compare(RunCell left, RunCell right, int sign)
    {
        int rank = Rank(left), other = Rank(right);
        return rank != other ? rank.CompareTo(other) : rank == 0 ? sign * left.OrderAgainst(right) : 0;
    }

    private static int Rank(RunCell cell) => cell.Text is null ? 2 : cell.Number is { } number && double.IsNaN(number) ? 1 : 0;

    private static async Task<Dictionary<string, RunCell>> ValuesAsync(
        ITrackingStore store, RunColumn column, IReadOnlyList<string> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        RunNeeds needs = RunNeeds.Of([column]);
        if (column.Group != ColumnGroup.Run)
            needs = needs with { Parts = needs.Parts with { Tags = column.Group == ColumnGroup.Tags ? [column.Key] : [] } };
        Dictionary<string, RunCell> values = new(ids.Count, StringComparer.Ordinal);
        foreach (string[] chunk in ids.Chunk(Chunk))
        {
            foreach (RunRow row in await RunRow.ReadAsync(store, chunk, needs, cancellationToken))
                values[row.Run.Info.RunId] = row.Read(column, now) with { Hint = null };
        }

        return values;
    }
}
