using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Which columns a list of runs can show, and which it shows until someone picks.</summary>
public sealed class RunColumns
{
    private const int DefaultMetrics = 5;
    private const int DefaultParams = 6;
    private const int DefaultTags = 2;
    private const int MostLookedAt = 100;
    private const string SystemMetrics = "system/";
    private static readonly string[] ReservedPrefixes = ["mlflow.", "binnacle."];

    private RunColumns(IReadOnlyList<RunColumn> all, IReadOnlyList<ColumnChoice> byDefault)
    {
        All = all;
        ByDefault = byDefault;
    }

    /// <summary>Every column that has a value in some run.</summary>
    public IReadOnlyList<RunColumn> All { get; }

    /// <summary>What is shown at first: a run's identity, some metrics of the model, some parameters that differ, some own tags.</summary>
    /// <remarks>Metrics come first: they are what runs are looked through for, and parameters have long names.</remarks>
    public IReadOnlyList<ColumnChoice> ByDefault { get; }

    public static RunColumns None { get; } = new([.. RunColumn.Attributes], []);

    /// <summary>The columns that an experiment's runs have values for; those shown at first are told by some of the runs.</summary>
    public static async Task<RunColumns> ReadAsync(
        ITrackingStore store, string experimentId, IReadOnlyList<string> someRuns, CancellationToken cancellationToken)
    {
        RunKeys keys = await store.ListRunKeysAsync(experimentId, cancellationToken);
        string[] parameters = [.. keys.Params.Take(MostLookedAt)];
        return Of(keys, await store.GetRunsAsync(someRuns, new RunParts { Params = parameters }, cancellationToken));
    }

    /// <summary>Columns of names, with the parameters that differ among some runs shown at first.</summary>
    public static RunColumns Of(RunKeys keys, IReadOnlyList<Run> someRuns)
    {
        RunColumn[] parameters = Columns(ColumnGroup.Params, keys.Params);
        RunColumn[] metrics = Columns(ColumnGroup.Metrics, keys.Metrics);
        RunColumn[] tags = Columns(ColumnGroup.Tags, keys.Tags.Where(key => !IsReserved(key)));
        RunColumn[] varying = [.. parameters.Where(column => someRuns.Select(run => run.Params.GetValueOrDefault(column.Key)).OfType<string>().Distinct().Skip(1).Any())];
        return new RunColumns(
            [.. RunColumn.Attributes, .. metrics, .. parameters, .. tags],
            [
                new ColumnChoice(RunColumn.Name, Pinned: true), .. new[] { RunColumn.Status, RunColumn.Started, RunColumn.Duration }
                    .Concat(metrics.Where(column => !IsSystem(column.Key)).Take(DefaultMetrics))
                    .Concat((varying.Length > 0 ? varying : parameters).Take(DefaultParams))
                    .Concat(tags.Take(DefaultTags)).Select(column => new ColumnChoice(column)),
            ]);
    }

    public static bool IsSystem(string metric) => metric.StartsWith(SystemMetrics, StringComparison.Ordinal);

    public static bool IsReserved(string tag) => ReservedPrefixes.Any(prefix => tag.StartsWith(prefix, StringComparison.Ordinal));

    private static RunColumn[] Columns(ColumnGroup group, IEnumerable<string> keys) =>
        [.. keys.Order(StringComparer.OrdinalIgnoreCase).Select(key => RunColumn.Of(group, key))];
}
