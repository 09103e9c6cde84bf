namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    /// <inheritdoc/>
    public Task<Run> CreateRunAsync(RunCreation creation, CancellationToken cancellationToken = default) =>
        Run(() => CreateRun(creation), cancellationToken);

    /// <inheritdoc/>
    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Run(() => _cache.Read(FindRun(runId), Warner()), cancellationToken);

    /// <inheritdoc/>
    public Task<RunInfo> UpdateRunAsync(string runId, RunUpdate update, CancellationToken cancellationToken = default) =>
        Run(() => UpdateRun(runId, update), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Run(() => ChangeStage(runId, LifecycleStage.Deleted), cancellationToken);

    /// <inheritdoc/>
    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Run(() => ChangeStage(runId, LifecycleStage.Active), cancellationToken);

    /// <inheritdoc/>
    public Task<PagedList<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        Task.Run(() => Run(() => SearchRuns(query, cancellationToken), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Run>> GetRunsAsync(IReadOnlyList<string> runIds, RunParts? parts = null, CancellationToken cancellationToken = default) => Task.Run(
        () => Run(
            IReadOnlyList<Run> () =>
            {
                Run?[] runs = new Run?[runIds.Count];
                Action<string> warn = Warner();
                Parallel.For(0, runs.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                    runs[i] = NameRules.IsId(runIds[i], 256) && TryFindRun(runIds[i]) is { } folder ? TryRead(folder, warn) : null);
                return [.. runs.OfType<Run>()];
            },
            cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A folder that was moved still finds its artifacts: where the run's URI names a place that is gone, they are looked for beside the run.</remarks>
    public IArtifactStore OpenArtifacts(RunInfo run)
    {
        if (FileUri.ToPath(run.ArtifactUri) is null && OpenRemoteArtifacts is not null)
            return OpenRemoteArtifacts(run.ArtifactUri);
        string path = FileUri.ToPath(run.ArtifactUri) ?? throw new TrackingException(
            ErrorCodes.NotImplemented, $"Artifacts of run '{run.RunId}' are at '{run.ArtifactUri}', but only local folders are supported.");
        bool besideRun = path.EndsWith(Path.Combine(run.ExperimentId, run.RunId, "artifacts"), StringComparison.Ordinal);
        if (besideRun && !Directory.Exists(path) && TryFindRun(run.RunId) is { } folder)
            path = folder.ArtifactsPath;
        return new LocalArtifactStore(path);
    }

    private Run CreateRun(RunCreation creation)
    {
        ExperimentFolder experiment = FindActiveExperiment(creation.ExperimentId);
        Dictionary<string, string> tags = new(creation.Tags, StringComparer.Ordinal);
        foreach (string key in tags.Keys)
            NameRules.CheckTag(key);
        string id = NameRules.NewRunId(creation);
        if (creation.RunId is not null && TryFindRun(id) is not null)
            throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"Run '{id}' already exists.");
        RunInfo info = new()
        {
            RunId = id,
            ExperimentId = creation.ExperimentId,
            RunName = tags[ReservedTags.RunName] = RunNames.Of(creation),
            UserId = creation.UserId,
            StartTime = creation.StartTime ?? Now,
            ArtifactUri = creation.ArtifactUri ?? FileUri.Append(experiment.Read().ArtifactLocation, $"{id}/artifacts"),
        };

        // Written aside and moved into place, so that no reader meets half a run.
        RunFolder scratch = new(AtomicFile.Scratch(experiment.Path));
        scratch.Write(info, tags);
        RunFolder folder = new(Path.Combine(experiment.Path, id));
        Directory.Move(scratch.Path, folder.Path);
        _runPaths[id] = folder.Path;
        return new Run { Info = info, Tags = tags };
    }

    private RunInfo UpdateRun(string runId, RunUpdate update)
    {
        RunFolder folder = FindActiveRun(runId);
        lock (_metaLock)
        {
            folder.Change(meta =>
            {
                if (update.Status is { } status)
                    meta["status"] = (long)status;
                if (update.EndTime is { } end)
                    meta["end_time"] = end;
                else if (update.ClearEndTime)
                    meta["end_time"] = null;
                if (!string.IsNullOrEmpty(update.RunName))
                    meta["run_name"] = update.RunName;
            });
        }

        if (!string.IsNullOrEmpty(update.RunName))
            ValueFolder.Set(folder.TagsPath, ReservedTags.RunName, update.RunName, folder.Path);
        return folder.ReadInfo();
    }

    private void ChangeStage(string runId, LifecycleStage stage)
    {
        RunFolder folder = FindRun(runId);
        RunInfo info = folder.ReadInfo();
        if (info.LifecycleStage == stage)
            throw TrackingException.Invalid($"The run {runId} must be in the '{Other(stage).ToName()}' state. Current state is {stage.ToName()}.");
        lock (_metaLock)
            ChangeStage(folder, stage, stage == LifecycleStage.Deleted ? Now : null);
    }

    private static LifecycleStage Other(LifecycleStage stage) =>
        stage == LifecycleStage.Active ? LifecycleStage.Deleted : LifecycleStage.Active;

    private RunFolder FindActiveRun(string runId)
    {
        RunFolder folder = FindRun(runId);
        if (_states.Of(folder).Stage != LifecycleStage.Active)
            throw TrackingException.Invalid($"The run {runId} must be in the 'active' state. Current state is deleted.");
        return folder;
    }

    private RunFolder FindRun(string runId)
    {
        NameRules.CheckRunId(runId);
        return TryFindRun(runId) ?? throw TrackingException.Missing($"Run '{runId}' not found");
    }

    private RunFolder? TryFindRun(string runId)
    {
        if (_runPaths.TryGetValue(runId, out string? known) && Directory.Exists(known))
            return new RunFolder(known);
        foreach (ExperimentFolder experiment in ExperimentFolders())
        {
            string path = Path.Combine(experiment.Path, runId);
            if (File.Exists(new RunFolder(path).MetaPath))
            {
                _runPaths[runId] = path;
                return new RunFolder(path);
            }
        }

        return null;
    }

    private PagedList<Run> SearchRuns(RunQuery query, CancellationToken cancellationToken)
    {
        RunSearch search = new(query);
        List<string> warnings = [];
        Action<string> warn = Warner(warnings);
        List<Run> runs = [];
        foreach (ExperimentFolder experiment in query.ExperimentIds.Distinct(StringComparer.Ordinal).Where(id => NameRules.IsId(id, 64)).Select(TryFindExperiment).OfType<ExperimentFolder>())
        {
            RunFolder[] folders = [.. experiment.RunPaths().Select(path => new RunFolder(path))];
            Func<Action<string>, Run>[] reads = [.. _cache.Search(experiment, folders)];
            Run?[] found = new Run?[folders.Length];
            Parallel.For(0, folders.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => found[i] = TryRead(folders[i], reads[i], warn));
            _cache.Keep(experiment, folders);
            runs.AddRange(found.OfType<Run>());
        }

        warnings.Sort(StringComparer.Ordinal);
        return search.Page(runs) with { Warnings = warnings };
    }

    private IEnumerable<RunFolder> RunsOf(string experimentId) =>
        NameRules.IsId(experimentId, 64) && TryFindExperiment(experimentId) is { } experiment
            ? experiment.RunPaths().Select(path => new RunFolder(path))
            : [];

    private Run? TryRead(RunFolder folder, Action<string> warn) => TryRead(folder, told => _cache.Read(folder, told), warn);

    private static Run? TryRead(RunFolder folder, Func<Action<string>, Run> read, Action<string> warn)
    {
        try
        {
            return read(warn);
        }
        catch (TrackingException error)
        {
            warn($"Run '{folder.Id}' is left out. {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder.Path))
                warn($"Run '{folder.Id}' is left out: {error.Message}");
        }

        return null;
    }
}
