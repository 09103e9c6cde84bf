using Binnacle.Tracking.Sql;

namespace Binnacle.Conformance;

/// <summary>Every kind of golden file that can be run.</summary>
internal static class GoldenFiles
{
    public static IReadOnlyList<GoldenFile> All { get; } =
    [
        new Config.YamlScalars(),
        new Config.YamlDump(),
        new Config.Composition(),
        new Config.Overrides(),
        new Config.Sweeps(),
        new Config.Interpolations(),
        new Config.Merges(),
        new Config.TypedFields(),
        new Tracking.MlrunsSampleFolder("2.17"),
        new Tracking.MlrunsSampleFolder("3.11"),
        new Tracking.DatabaseFolder("2.17", SchemaVersion.MLflow2),
        new Tracking.DatabaseFolder("3.11", SchemaVersion.MLflow3),
        new Tracking.NamesFile(),
        new Tracking.SearchExperimentsFile(),
        new Tracking.SearchRunsFile(),
        new Tracking.RestFile(),
        new Tracking.SecurityFile(),
        new Config.OptunaSpaceFile(),
        new Config.CommandLine(),
        new Tuning.Rng(),
        new Tuning.Numeric(),
        new Tuning.TruncatedNormals(),
        new Tuning.Samplers(),
        new Tuning.Pareto(),
        new Tuning.Pruners(),
        new Tuning.Importances(),
        new Tuning.Rdb(),
        new Tuning.Journal(),
    ];
}
