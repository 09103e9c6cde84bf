using System.Data.Common;
using System.Globalization;

namespace Binnacle.Tracking.Sql;

/// <summary>Reads runs with all that they logged, a whole page at a time.</summary>
internal static class RunReader
{
    /// <summary>The columns of <c>runs r</c> that <see cref="ReadInfo"/> reads.</summary>
    public const string Columns =
        "r.run_uuid, r.name, r.user_id, r.status, r.start_time, r.end_time, r.lifecycle_stage, r.artifact_uri, r.experiment_id, r.deleted_time";

    public static RunInfo ReadInfo(DbDataReader row) => new()
    {
        RunId = row.GetString(0),
        RunName = row.Text(1) ?? "",
        UserId = row.Text(2) ?? "",
        Status = RunStatusNames.Parse(row.Text(3)) ?? RunStatus.Running,
        StartTime = row.Number(4),
        EndTime = row.Number(5),
        LifecycleStage = LifecycleStageNames.Parse(row.Text(6)) ?? LifecycleStage.Active,
        ArtifactUri = row.Text(7) ?? "",
        ExperimentId = row.GetInt64(8).ToString(CultureInfo.InvariantCulture),
        DeletedTime = row.Number(9),
    };

    /// <summary>The runs with their metrics, parameters, tags, data sets and models, in the same order.</summary>
    public static Run[] Complete(SqlSession session, IReadOnlyList<RunInfo> infos, SchemaHead head)
    {
        if (infos.Count == 0)
            return [];
        Dictionary<string, RunContent> parts = new(infos.Count, StringComparer.Ordinal);
        foreach (RunInfo info in infos)
            parts[info.RunId] = new RunContent();
        session.ReadValues(parts);
        ReadInputs(session, parts, session.Dialect.Texts(parts.Keys), head);
        return [.. infos.Select(info => parts[info.RunId].ToRun(info))];
    }

    /// <summary>The runs with some of their values, in the same order; a name for people is always among them.</summary>
    public static Run[] Complete(SqlSession session, IReadOnlyList<RunInfo> infos, RunParts wanted)
    {
        if (infos.Count == 0)
            return [];
        Dictionary<string, RunContent> parts = new(infos.Count, StringComparer.Ordinal);
        foreach (RunInfo info in infos)
            parts[info.RunId] = new RunContent();
        object ids = session.Dialect.Texts(parts.Keys);
        if (wanted.Metrics.Count > 0)
            ReadMetrics(session, parts, ids, wanted.Metrics);
        if (wanted.Params.Count > 0)
            ReadParams(session, parts, ids, wanted.Params);
        if (wanted.Tags.Count > 0)
            ReadTags(session, parts, ids, wanted.Tags);
        return [.. infos.Select(info => parts[info.RunId].ToRun(info))];
    }

    /// <summary>Reads all metrics, parameters and tags, with one statement for each kind.</summary>
    public static void ReadValues(SqlSession session, Dictionary<string, RunContent> parts)
    {
        object ids = session.Dialect.Texts(parts.Keys);
        ReadMetrics(session, parts, ids, null);
        ReadParams(session, parts, ids, null);
        ReadTags(session, parts, ids, null);
    }

    private static void ReadMetrics(SqlSession session, Dictionary<string, RunContent> parts, object ids, IReadOnlyCollection<string>? wanted)
    {
        KeyTexts keys = new();
        Read(session, "run_uuid, \"key\", value, timestamp, step, is_nan FROM latest_metrics", ids, wanted, row =>
        {
            string key = keys.Get(row.GetString(1));
            Metric metric = new(key, StoredNumber.Read(row.GetDouble(2), row.GetBoolean(5)), row.Number(3) ?? 0, row.GetInt64(4));
            parts[row.GetString(0)].Metrics[key] = metric;
        });
    }

    private static void ReadParams(SqlSession session, Dictionary<string, RunContent> parts, object ids, IReadOnlyCollection<string>? wanted)
    {
        KeyTexts keys = new();
        Read(session, "run_uuid, \"key\", value FROM params", ids, wanted, row => parts[row.GetString(0)].Params[keys.Get(row.GetString(1))] = row.GetString(2));
    }

    private static void ReadTags(SqlSession session, Dictionary<string, RunContent> parts, object ids, IReadOnlyCollection<string>? wanted)
    {
        KeyTexts keys = new();
        Read(session, "run_uuid, \"key\", value FROM tags", ids, wanted, row => parts[row.GetString(0)].Tags[keys.Get(row.GetString(1))] = row.Text(2) ?? "");
    }

    private static void Read(SqlSession session, string columns, object ids, IReadOnlyCollection<string>? wanted, Action<DbDataReader> read)
    {
        string chosen = $"SELECT {columns} WHERE {session.Dialect.InTexts("run_uuid", 0)}";
        if (wanted is null)
            session.Query(chosen, read, ids);
        else
            session.Query($"{chosen} AND {session.Dialect.InTexts("\"key\"", 1)}", read, ids, session.Dialect.Texts(wanted));
    }

    private static void ReadInputs(SqlSession session, Dictionary<string, RunContent> parts, object ids, SchemaHead head)
    {
        Dictionary<string, Dictionary<string, string>> tags = new(StringComparer.Ordinal);
        string chosen = session.Dialect.InTexts("i.destination_id", 0);
        session.Query(
            $"""
            SELECT i.destination_id, i.input_uuid, d.name, d.digest, d.dataset_source_type, d.dataset_source, d.dataset_schema, d.dataset_profile
            FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
            WHERE i.destination_type = 'RUN' AND i.source_type = 'DATASET' AND {chosen} ORDER BY i.{session.Dialect.RowPlace}
            """,
            row =>
            {
                Dictionary<string, string> own = tags[row.GetString(1)] = new Dictionary<string, string>(StringComparer.Ordinal);
                Dataset dataset = new(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Text(6), row.Text(7));
                parts[row.GetString(0)].Datasets.Add(new DatasetInput(dataset, own));
            },
            ids);
        if (tags.Count > 0)
        {
            session.Query(
                $"SELECT input_uuid, name, value FROM input_tags WHERE {session.Dialect.InTexts("input_uuid", 0)}",
                row => tags[row.GetString(0)][row.GetString(1)] = row.GetString(2),
                session.Dialect.Texts(tags.Keys));
        }

        if (head.Version == SchemaVersion.MLflow3)
            ReadModels(session, parts, ids);
    }

    private static void ReadModels(SqlSession session, Dictionary<string, RunContent> parts, object ids)
    {
        session.Query(
            $"SELECT source_id, destination_id, step FROM inputs WHERE source_type = 'RUN_OUTPUT' AND destination_type = 'MODEL_OUTPUT' AND {session.Dialect.InTexts("source_id", 0)}",
            row => parts[row.GetString(0)].Outputs.Add(new ModelOutput(row.GetString(1), row.GetInt64(2))),
            ids);
        session.Query(
            $"SELECT source_id, destination_id FROM inputs WHERE source_type = 'RUN_INPUT' AND destination_type = 'MODEL_INPUT' AND {session.Dialect.InTexts("source_id", 0)}",
            row => parts[row.GetString(0)].Inputs.Add(row.GetString(1)),
            ids);
    }
}
