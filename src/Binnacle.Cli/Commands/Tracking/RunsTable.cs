using System.Globalization;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Runs as a table: identity, the parameters that differ, and the model's metrics.</summary>
internal static class RunsTable
{
    private const int MostColumnsOfAKind = 6;
    private const int RoomForUnwrappedColumns = 120;
    private const string SystemMetrics = "system/";

    public static void Write(IAnsiConsole console, PagedList<Run> found)
    {
        if (found.Items.Count == 0)
        {
            console.WriteLine("No runs match.");
            return;
        }

        string[] parameters = [.. Varying(found.Items).Take(MostColumnsOfAKind)];
        string[] metrics = [.. found.Items.SelectMany(run => run.Metrics.Keys).Distinct()
            .Where(key => !key.StartsWith(SystemMetrics, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(MostColumnsOfAKind)];
        Table table = new Table().Border(TableBorder.Simple).AddColumns("Run", "Status", "Started", "Run id");
        foreach (TableColumn column in table.Columns.Where(_ => console.Profile.Width >= RoomForUnwrappedColumns))
            column.NoWrap();
        foreach (string key in parameters)
            table.AddColumn(Markup.Escape(key));
        foreach (string key in metrics)
            table.AddColumn(new TableColumn(Markup.Escape(key)).RightAligned());
        foreach (Run run in found.Items)
            table.AddRow([.. Cells(run, parameters, metrics).Select(text => new Text(text))]);
        console.Write(table);
        if (found.NextPageToken is not null)
            console.WriteLine($"There are more runs than these {found.Items.Count}; --limit shows more.");
    }

    private static IEnumerable<string> Cells(Run run, string[] parameters, string[] metrics) =>
    [
        run.Info.RunName, run.Info.Status.ToString(), EntityText.Time(run.Info.StartTime), run.Info.RunId,
        .. parameters.Select(key => run.Params.GetValueOrDefault(key, "")),
        .. metrics.Select(key => run.Metrics.TryGetValue(key, out Metric metric) ? metric.Value.ToString("G5", CultureInfo.InvariantCulture) : ""),
    ];

    private static IEnumerable<string> Varying(IReadOnlyList<Run> runs)
    {
        var byKey = runs.SelectMany(run => run.Params).GroupBy(param => param.Key, param => param.Value).OrderBy(group => group.Key, StringComparer.Ordinal);
        return runs.Count == 1 ? byKey.Select(group => group.Key) : byKey.Where(group => group.Distinct().Skip(1).Any()).Select(group => group.Key);
    }
}
