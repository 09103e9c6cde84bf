using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Compare;

/// <summary>Runs side by side: one row a value, those that differ first.</summary>
internal sealed class RunComparison
{
    private static readonly RunColumn[] Attributes = [RunColumn.Status, RunColumn.Started, RunColumn.Duration, RunColumn.User, RunColumn.Source, RunColumn.Commit];

    private RunComparison(IReadOnlyList<Run> runs, IReadOnlyList<ComparedRow> rows)
    {
        Runs = runs;
        Rows = rows;
    }

    public IReadOnlyList<Run> Runs { get; }

    /// <summary>Grouped by kind; inside a group, rows that differ come first.</summary>
    public IReadOnlyList<ComparedRow> Rows { get; }

    public static RunComparison Of(IReadOnlyList<Run> runs, DateTimeOffset now)
    {
        IEnumerable<RunColumn> columns =
        [
            .. Attributes,
            .. Columns(ColumnGroup.Params, runs.SelectMany(run => run.Params.Keys)),
            .. Columns(ColumnGroup.Metrics, runs.SelectMany(run => run.Metrics.Keys).Where(key => !RunColumns.IsSystem(key))),
            .. Columns(ColumnGroup.Tags, runs.SelectMany(run => run.Tags.Keys).Where(key => !RunColumns.IsReserved(key))),
        ];
        return new RunComparison(runs, [.. columns
            .Select(column => ComparedRow.Of(column, [.. runs.Select(run => column.Read(run, now))]))
            .OrderBy(row => row.Column.Group).ThenBy(row => !row.Differs)]);
    }

    private static IEnumerable<RunColumn> Columns(ColumnGroup group, IEnumerable<string> keys) =>
        keys.Distinct().Order(StringComparer.OrdinalIgnoreCase).Select(key => RunColumn.Of(group, key));
}

/// <summary>One value of every compared run.</summary>
/// <param name="Column">What is compared.</param>
/// <param name="Cells">The runs' values, in the order of the runs.</param>
/// <param name="Differs">Whether two of them are unlike.</param>
internal sealed record ComparedRow(RunColumn Column, IReadOnlyList<RunCell> Cells, bool Differs)
{
    public static ComparedRow Of(RunColumn column, IReadOnlyList<RunCell> cells) =>
        new(column, cells, cells.Select(cell => (cell.Text, cell.Number)).Distinct().Skip(1).Any());
}
