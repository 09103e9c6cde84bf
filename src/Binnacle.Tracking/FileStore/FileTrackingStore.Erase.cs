namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    /// <inheritdoc/>
    public Task EraseRunAsync(string runId, CancellationToken cancellationToken = default) => Run(() => EraseRun(runId), cancellationToken);

    /// <inheritdoc/>
    public Task EraseExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Run(() => EraseExperiment(experimentId), cancellationToken);

    private void EraseRun(string runId)
    {
        RunFolder folder = FindRun(runId);
        if (folder.ReadInfo().LifecycleStage != LifecycleStage.Deleted)
            throw TrackingException.Invalid($"The run {runId} must be in the 'deleted' state. Current state is active.");
        Forget(folder.Path);
        Erase(folder.Path);
    }

    private void EraseExperiment(string experimentId)
    {
        using FolderLock _ = FolderLock.Acquire(Folder);
        ExperimentFolder folder = FindExperiment(experimentId);
        if (folder.Read().LifecycleStage != LifecycleStage.Deleted)
            throw TrackingException.Invalid($"The experiment {experimentId} must be in the 'deleted' state. Current state is active.");
        foreach (string path in folder.RunPaths())
            Forget(path);
        Erase(folder.Path);
    }

    private void Forget(string path)
    {
        _cache.Forget(path);
        _runPaths.TryRemove(Path.GetFileName(path), out string? _);
    }

    /// <summary>Moved aside first, so that nobody meets half of it; what is left after a crash is no run and no experiment.</summary>
    internal void Erase(string path)
    {
        string aside = AtomicFile.Scratch(Folder);
        Directory.Move(path, aside);
        Directory.Delete(aside, recursive: true);
    }
}
