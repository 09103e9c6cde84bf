namespace Binnacle.Tracking.Sql;

/// <summary>
/// Indexes that a new SQLite file gets beside MLflow's, which ignores them. They hold all that a search looks at, so that it reads
/// the tables of the runs it has found only.
/// </summary>
internal static class SqliteIndexes
{
    private const string Metrics = "binnacle_latest_metrics";
    private const string Params = "binnacle_params";
    private const string Runs = "binnacle_runs";

    public const string Script = $"""
        CREATE INDEX {Metrics} ON latest_metrics ("key", run_uuid, value, is_nan);
        CREATE INDEX {Params} ON params ("key", run_uuid, value);
        CREATE INDEX {Runs} ON runs (experiment_id, lifecycle_stage, run_uuid, start_time);
        """;

    public static string HintFor(string table) => table switch
    {
        "latest_metrics" => $" INDEXED BY {Metrics}",
        "params" => $" INDEXED BY {Params}",
        _ => "",
    };

    /// <summary>Whether a file has them all.</summary>
    public static bool AreIn(SqlSession session) =>
        session.Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name IN (@p0, @p1, @p2)", Metrics, Params, Runs) is 3L;
}
