namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    private static readonly string[] TablesOfMLflow3 = ["logged_models", "spans", "online_scoring_configs"];
    private const string RunsOfExperiment = "SELECT run_uuid FROM runs WHERE experiment_id = @p0";

    /// <inheritdoc/>
    public Task EraseRunAsync(string runId, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            if (FindRun(session, runId).LifecycleStage != LifecycleStage.Deleted)
                throw TrackingException.Invalid($"The run {runId} must be in the 'deleted' state. Current state is active.");
            EraseRuns(session, "= @p0", runId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EraseExperimentAsync(string experimentId, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            if (FindExperiment(session, experimentId).LifecycleStage != LifecycleStage.Deleted)
                throw TrackingException.Invalid($"The experiment {experimentId} must be in the 'deleted' state. Current state is active.");
            long id = NumberOf(experimentId);
            EraseRuns(session, $"IN ({RunsOfExperiment})", id);
            foreach (string table in _head.Version == SchemaVersion.MLflow3 ? TablesOfMLflow3 : [])
                session.Execute($"DELETE FROM {table} WHERE experiment_id = @p0", id);
            session.Execute("DELETE FROM trace_info WHERE experiment_id = @p0", id);
            session.Execute("DELETE FROM datasets WHERE experiment_id = @p0", id);
            session.Execute("DELETE FROM experiment_tags WHERE experiment_id = @p0", id);
            session.Execute("DELETE FROM experiments WHERE experiment_id = @p0", id);
        },
        cancellationToken);

    private void EraseRuns(SqlSession session, string chosen, object value)
    {
        session.Execute($"DELETE FROM input_tags WHERE input_uuid IN (SELECT input_uuid FROM inputs WHERE destination_type = 'RUN' AND destination_id {chosen})", value);
        session.Execute($"DELETE FROM inputs WHERE destination_type = 'RUN' AND destination_id {chosen}", value);
        session.Execute($"DELETE FROM inputs WHERE source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id {chosen}", value);
        if (_head.Version == SchemaVersion.MLflow3)
            session.Execute($"DELETE FROM logged_model_metrics WHERE run_id {chosen}", value);
        foreach (string table in (ReadOnlySpan<string>)["metrics", "latest_metrics", "params", "tags", "runs"])
            session.Execute($"DELETE FROM {table} WHERE run_uuid {chosen}", value);
    }
}
