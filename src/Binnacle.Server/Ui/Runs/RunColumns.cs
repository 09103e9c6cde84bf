using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Which columns a list of runs can show, and which it shows until someone picks.</summary>
internal sealed class RunColumns
{
    private const int DefaultParams = 6;
    private const int DefaultMetrics = 6;
    private const int DefaultTags = 2;
    private const string SystemMetrics = "system/";
    private static readonly string[] ReservedPrefixes = ["mlflow.", "binnacle."];

    private RunColumns(IReadOnlyList<RunColumn> all, IReadOnlyList<RunColumn> byDefault)
    {
        All = all;
        ByDefault = byDefault;
    }

    /// <summary>Every column that has a value in some run.</summary>
    public IReadOnlyList<RunColumn> All { get; }

    /// <summary>What is shown at first: a run's identity, the parameters that differ, metrics of the model, own tags.</summary>
    public IReadOnlyList<RunColumn> ByDefault { get; }

    public static RunColumns Of(IReadOnlyList<Run> runs)
    {
        Dictionary<string, HashSet<string>> parameters = [], tags = [];
        HashSet<string> metrics = [];
        foreach (Run run in runs)
        {
            Collect(parameters, run.Params);
            Collect(tags, run.Tags);
            metrics.UnionWith(run.Metrics.Keys);
        }

        RunColumn[] paramColumns = Columns(ColumnGroup.Params, parameters.Keys);
        RunColumn[] metricColumns = Columns(ColumnGroup.Metrics, metrics);
        RunColumn[] tagColumns = Columns(ColumnGroup.Tags, tags.Keys.Where(key => !IsReserved(key)));
        RunColumn[] varying = [.. paramColumns.Where(column => parameters[column.Key].Count > 1)];
        return new RunColumns(
            [.. RunColumn.Attributes, .. paramColumns, .. metricColumns, .. tagColumns],
            [
                RunColumn.Name, RunColumn.Status, RunColumn.Started, RunColumn.Duration,
                .. (varying.Length > 0 ? varying : paramColumns).Take(DefaultParams),
                .. metricColumns.Where(column => !IsSystem(column.Key)).Take(DefaultMetrics),
                .. tagColumns.Take(DefaultTags),
            ]);
    }

    public static bool IsSystem(string metric) => metric.StartsWith(SystemMetrics, StringComparison.Ordinal);

    public static bool IsReserved(string tag) => ReservedPrefixes.Any(prefix => tag.StartsWith(prefix, StringComparison.Ordinal));

    private static void Collect(Dictionary<string, HashSet<string>> values, IReadOnlyDictionary<string, string> of)
    {
        foreach (var (key, value) in of)
        {
            if (!values.TryGetValue(key, out HashSet<string>? known))
                values[key] = known = [];
            if (known.Count < 2)
                known.Add(value);
        }
    }

    private static RunColumn[] Columns(ColumnGroup group, IEnumerable<string> keys) =>
        [.. keys.Order(StringComparer.OrdinalIgnoreCase).Select(key => RunColumn.Of(group, key))];
}
