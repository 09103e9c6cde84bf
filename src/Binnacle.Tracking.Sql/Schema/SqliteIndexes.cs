using Microsoft.Data.Sqlite;

namespace Binnacle.Tracking.Sql;

/// <summary>
/// Indexes that a SQLite file of many runs gets beside MLflow's, which ignores them. They hold all that a search looks at, so that
/// it reads the rows of the runs it has found only. Few runs need none, and a file of very many is not held up for them.
/// </summary>
internal static class SqliteIndexes
{
    public const int FewestRuns = 1_000;
    private const int MostRuns = 20_000;
    private const string Metrics = "binnacle_latest_metrics";
    private const string Params = "binnacle_params";
    private const string Runs = "binnacle_runs";

    public static string HintFor(string table) => table switch
    {
        "latest_metrics" => $" INDEXED BY {Metrics}",
        "params" => $" INDEXED BY {Params}",
        _ => "",
    };

    /// <summary>Whether a file has them all.</summary>
    public static bool AreIn(SqlSession session) =>
        session.Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name IN (@p0, @p1, @p2)", Metrics, Params, Runs) is 3L;

    /// <summary>Adds them when there are enough runs. A file that cannot be written to now is searched without.</summary>
    public static void Add(SqlSession session)
    {
        if (AreIn(session) || session.Single("SELECT COUNT(*) FROM runs") is not (long and >= FewestRuns and <= MostRuns))
            return;
        try
        {
            Create(session);
        }
        catch (SqliteException)
        {
            // Read-only, full, or another process is writing for long.
        }
    }

    /// <summary>Adds them however many runs there are: a second or so for every 20,000.</summary>
    public static void Create(SqlSession session) => session.Script($"""
        CREATE INDEX IF NOT EXISTS {Metrics} ON latest_metrics ("key", run_uuid, value, is_nan);
        CREATE INDEX IF NOT EXISTS {Params} ON params ("key", run_uuid, value);
        CREATE INDEX IF NOT EXISTS {Runs} ON runs (experiment_id, lifecycle_stage, run_uuid, start_time, status, end_time);
        """);
}
