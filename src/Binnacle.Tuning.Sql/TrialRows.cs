using System.Text;

namespace Binnacle.Tuning.Sql;

/// <summary>Writes trials into Optuna's tables. Every method is part of a transaction of its caller.</summary>
internal sealed class TrialRows(SqlSession session, TimeZoneInfo zone)
{
    private const int RowsOfOneStatement = 50;

    /// <summary>Inserts a trial with all its parts and returns its id.</summary>
    public long Insert(long studyId, FrozenTrial trial)
    {
        long id = (long)session.Single(
            "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES ($1, $2, $3, $4, $5) RETURNING trial_id",
            trial.Number, studyId, StoredText.Of(trial.State), StoredText.Of(trial.StartedAt, zone), StoredText.Of(trial.CompletedAt, zone))!;
        SetParameters(id, trial.Parameters);
        SetValues(id, trial.Values);
        SetIntermediateValues(id, trial.IntermediateValues);
        SetAttributes("trial_user_attributes", "trial_id", id, trial.UserAttributes);
        SetAttributes("trial_system_attributes", "trial_id", id, trial.SystemAttributes);
        return id;
    }

    /// <summary>Makes a waiting trial run; false when another worker was faster.</summary>
    public bool Claim(FrozenTrial claimed) => session.Execute(
        "UPDATE trials SET state = 'RUNNING', datetime_start = $2 WHERE trial_id = $1 AND state = 'WAITING'",
        claimed.Id, StoredText.Of(claimed.StartedAt, zone)) == 1;

    public void Finish(FrozenTrial finished)
    {
        SetValues(finished.Id, finished.Values);
        session.Execute(
            "UPDATE trials SET state = $2, datetime_complete = $3 WHERE trial_id = $1",
            finished.Id, StoredText.Of(finished.State), StoredText.Of(finished.CompletedAt, zone));
    }

    public void SetParameters(long trialId, IReadOnlyList<TrialParameter> parameters) => Upsert(
        "trial_params",
        ["trial_id", "param_name", "param_value", "distribution_json"],
        [.. parameters.Reverse().DistinctBy(parameter => parameter.Name).Reverse()
            .Select(parameter => new object?[] { trialId, parameter.Name, parameter.InternalValue, parameter.Distribution.ToJson() })]);

    public void SetIntermediateValues(long trialId, IReadOnlyCollection<KeyValuePair<int, double>> values) => Upsert(
        "trial_intermediate_values",
        ["trial_id", "step", "intermediate_value", "intermediate_value_type"],
        [.. values.Select(item => Numbered(trialId, item.Key, item.Value))]);

    public bool SetAttributes(string table, string owner, long id, IReadOnlyCollection<KeyValuePair<string, object?>> attributes)
    {
        Upsert(table, [owner, "key", "value_json"], [.. attributes.Select(item => new object?[] { id, item.Key, PythonJson.Write(item.Value) })]);
        return attributes.Count > 0;
    }

    public bool RecordHeartbeat(long trialId) => session.Execute(
        "INSERT INTO trial_heartbeats (trial_id, heartbeat) VALUES ($1, CURRENT_TIMESTAMP) ON CONFLICT (trial_id) DO UPDATE SET heartbeat = excluded.heartbeat",
        trialId) == 1;

    /// <summary>The running trials whose worker has been silent for too long; trials without heartbeats are none of them.</summary>
    public IReadOnlyList<long> FindStale(long studyId, TimeSpan gracePeriod)
    {
        List<long> stale = [];
        session.Query(
            "SELECT t.trial_id FROM trials t JOIN trial_heartbeats h ON h.trial_id = t.trial_id "
            + $"WHERE t.study_id = $1 AND t.state = 'RUNNING' AND {session.SecondsSince("h.heartbeat")} > $2 ORDER BY t.trial_id",
            row => stale.Add(row.GetInt64(0)),
            studyId,
            gracePeriod.TotalSeconds);
        return stale;
    }

    private void SetValues(long trialId, IReadOnlyList<double>? values) => Upsert(
        "trial_values",
        ["trial_id", "objective", "value", "value_type"],
        [.. (values ?? []).Select((value, objective) => Numbered(trialId, objective, value))]);

    private static object?[] Numbered(long trialId, int place, double number)
    {
        var (value, kind) = StoredText.Of(number);
        return [trialId, place, value, kind];
    }

    // The first two columns are the key.
    private void Upsert(string table, string[] columns, IReadOnlyList<object?[]> rows)
    {
        foreach (object?[][] some in rows.Chunk(RowsOfOneStatement))
            session.Execute(UpsertText(table, columns, some.Length), [.. some.SelectMany(row => row)]);
    }

    private static string UpsertText(string table, string[] columns, int rows)
    {
        StringBuilder sql = new($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
        for (int row = 0; row < rows; row++)
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * columns.Length + 1, columns.Length).Select(place => $"${place}")).Append(')');
        return sql.Append($" ON CONFLICT ({columns[0]}, {columns[1]}) DO UPDATE SET ")
            .AppendJoin(", ", columns[2..].Select(column => $"{column} = excluded.{column}")).ToString();
    }
}
