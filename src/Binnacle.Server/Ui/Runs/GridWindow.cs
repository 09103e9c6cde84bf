using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The rows of the table that are in view, and some around them.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Rows">The rows.</param>
internal sealed record GridWindow(int First, IReadOnlyList<GridRow> Rows)
{
    public static GridWindow Empty { get; } = new(0, []);

    public static async Task<GridWindow> ReadAsync(
        ITrackingStore store, RunList list, RowPlan plan, int first, int count, IReadOnlyList<RunColumn> columns, DateTimeOffset now, CancellationToken cancellationToken)
    {
        first = Math.Clamp(first, 0, Math.Max(0, plan.Count - 1));
        IReadOnlyList<PlannedRow> places = plan.Rows(first, count);
        string[] ids = [.. places.Select(place => place.RunId).OfType<string>()];
        Dictionary<string, RunRow> runs = (await RunRow.ReadAsync(store, ids, RunNeeds.Of(columns), cancellationToken)).ToDictionary(row => row.Run.Info.RunId);
        List<GridRow> rows = [];
        foreach (PlannedRow place in places)
        {
            var totals = place is { Group: { } group, RunId: null } ? await GroupTotals.ReadAsync(store, list.Ids.Range(group.Start, group.Count), columns, now, cancellationToken) : null;
            rows.Add(new GridRow(place, place.RunId is { } id ? runs.GetValueOrDefault(id) : null, totals));
        }

        return new GridWindow(first, rows);
    }
}
