namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    private int _created;

    /// <inheritdoc/>
    public Task<Run> CreateRunAsync(RunCreation creation, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => CreateRun(session, creation), cancellationToken);

    /// <inheritdoc/>
    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(session => RunReader.Complete(session, [FindRun(session, runId)], _head)[0], cancellationToken);

    /// <inheritdoc/>
    public Task<RunInfo> UpdateRunAsync(string runId, RunUpdate update, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => UpdateRun(session, runId, update), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => ChangeStage(session, runId, LifecycleStage.Deleted), cancellationToken);

    /// <inheritdoc/>
    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => ChangeStage(session, runId, LifecycleStage.Active), cancellationToken);

    private Run CreateRun(SqlSession session, RunCreation creation)
    {
        Experiment experiment = FindActiveExperiment(session, creation.ExperimentId);
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach ((string key, string value) in creation.Tags)
            tags[key] = SqlRules.CheckTag(new Tag(key, value)).Value;
        string id = NameRules.NewRunId(creation);
        if (creation.RunId is not null && session.Single("SELECT 1 FROM runs WHERE run_uuid = @p0", id) is not null)
            throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"Run '{id}' already exists.");
        RunInfo info = new()
        {
            RunId = id,
            ExperimentId = experiment.ExperimentId,
            RunName = tags[ReservedTags.RunName] = RunNames.Of(creation),
            UserId = creation.UserId,
            StartTime = creation.StartTime ?? Now,
            ArtifactUri = creation.ArtifactUri ?? FileUri.Append(experiment.ArtifactLocation, $"{id}/artifacts"),
        };
        session.Execute(
            """
            INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
            VALUES (@p0, @p1, 'UNKNOWN', '', '', @p2, 'RUNNING', @p3, '', 'active', @p4, @p5)
            """,
            id,
            info.RunName,
            info.UserId,
            info.StartTime,
            info.ArtifactUri,
            NumberOf(experiment.ExperimentId));
        foreach ((string key, string value) in tags)
            WriteTag(session, id, new Tag(key, value));
        if (++_created % SqliteIndexes.FewestRuns == 0)
            _database.AddIndexes(session);
        return new Run { Info = info, Tags = tags };
    }

    private static RunInfo UpdateRun(SqlSession session, string runId, RunUpdate update)
    {
        RunInfo info = FindActiveRun(session, runId);
        info = info with
        {
            Status = update.Status ?? info.Status,
            EndTime = update.EndTime ?? (update.ClearEndTime ? null : info.EndTime),
            RunName = string.IsNullOrEmpty(update.RunName) ? info.RunName : update.RunName,
        };
        session.Execute(
            "UPDATE runs SET status = @p0, end_time = CAST(@p1 AS BIGINT), name = @p2 WHERE run_uuid = @p3",
            info.Status.ToName(),
            info.EndTime,
            info.RunName,
            runId);
        if (!string.IsNullOrEmpty(update.RunName))
            WriteTag(session, runId, new Tag(ReservedTags.RunName, update.RunName));
        return info;
    }

    private void ChangeStage(SqlSession session, string runId, LifecycleStage stage)
    {
        RunInfo info = FindRun(session, runId);
        if (info.LifecycleStage == stage)
        {
            LifecycleStage other = stage == LifecycleStage.Active ? LifecycleStage.Deleted : LifecycleStage.Active;
            throw TrackingException.Invalid($"The run {runId} must be in the '{other.ToName()}' state. Current state is {stage.ToName()}.");
        }

        session.Execute(
            "UPDATE runs SET lifecycle_stage = @p0, deleted_time = CAST(@p1 AS BIGINT) WHERE run_uuid = @p2",
            stage.ToName(),
            stage == LifecycleStage.Deleted ? Now : null,
            runId);
    }

    private static RunInfo FindActiveRun(SqlSession session, string runId)
    {
        RunInfo info = FindRun(session, runId);
        return info.LifecycleStage == LifecycleStage.Active
            ? info
            : throw TrackingException.Invalid($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    private static RunInfo FindRun(SqlSession session, string runId) =>
        session.List($"SELECT {RunReader.Columns} FROM runs r WHERE r.run_uuid = @p0", RunReader.ReadInfo, runId).FirstOrDefault()
            ?? throw NoRun(runId);

    private static TrackingException NoRun(string runId) => TrackingException.Missing($"Run with id={runId} not found");
}
