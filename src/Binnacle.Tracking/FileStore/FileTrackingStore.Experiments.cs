using System.Globalization;
using System.Security.Cryptography;

namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    /// <inheritdoc/>
    public Task<string> CreateExperimentAsync(
        string name, string? artifactLocation = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default) =>
        Run(() => CreateExperiment(name, artifactLocation, tags), cancellationToken);

    /// <inheritdoc/>
    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Run(() => FindExperiment(experimentId).Read(), cancellationToken);

    /// <inheritdoc/>
    public Task<Experiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default) =>
        Run(() => ExperimentByName(name), cancellationToken);

    /// <inheritdoc/>
    public Task<PagedList<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default) =>
        Run(() => SearchExperiments(query), cancellationToken);

    /// <inheritdoc/>
    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        Run(() => RenameExperiment(experimentId, newName), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Run(() => DeleteExperiment(experimentId), cancellationToken);

    /// <inheritdoc/>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Run(() => RestoreExperiment(experimentId), cancellationToken);

    /// <inheritdoc/>
    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        Run(() => SetExperimentTag(experimentId, tag), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        Run(() => DeleteExperimentTag(experimentId, key), cancellationToken);

    private string CreateExperiment(string name, string? artifactLocation, IReadOnlyDictionary<string, string>? tags)
    {
        NameRules.CheckExperimentName(name);
        if (artifactLocation is not null)
            NameRules.CheckArtifactLocation(artifactLocation);
        foreach (string key in tags?.Keys ?? [])
            NameRules.CheckTag(key);

        using FolderLock _ = FolderLock.Acquire(Folder);
        CheckNameIsFree(name);
        string id = NewExperimentId();
        WriteExperiment(id, name, artifactLocation, tags);
        return id;
    }

    private void WriteExperiment(string id, string name, string? artifactLocation, IReadOnlyDictionary<string, string>? tags)
    {
        long now = Now;
        string folder = Path.Combine(Folder, id);
        ExperimentFolder scratch = new(AtomicFile.Scratch(Folder));
        scratch.Write(new Experiment
        {
            ExperimentId = id,
            Name = name,
            ArtifactLocation = string.IsNullOrEmpty(artifactLocation) ? DefaultLocation(id, folder)
                : FileUri.HasScheme(artifactLocation) ? artifactLocation.TrimEnd('/') : FileUri.Located(artifactLocation),
            CreationTime = now,
            LastUpdateTime = now,
            Tags = tags ?? new Dictionary<string, string>(),
        });
        Directory.Move(scratch.Path, folder);
    }

    /// <summary>Local programs write to the default experiment without a server, so that its artifacts always lie in the store.</summary>
    private string DefaultLocation(string id, string folder) =>
        ArtifactRoot is null || id == DefaultExperimentId ? FileUri.FromPath(folder) : FileUri.Append(FileUri.Located(ArtifactRoot), id);

    private void CheckNameIsFree(string name)
    {
        if (ExperimentByName(name) is not { } taken)
            return;
        string advice = taken.LifecycleStage == LifecycleStage.Deleted
            ? $" in deleted state. You can restore the experiment '{taken.ExperimentId}', or permanently delete it to reuse the name."
            : ".";
        throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"Experiment '{name}' already exists{advice}");
    }

    private string NewExperimentId()
    {
        while (true)
        {
            string id = RandomNumberGenerator.GetInt32(100_000_000, 1_000_000_000).ToString(CultureInfo.InvariantCulture)
                + RandomNumberGenerator.GetInt32(1_000_000_000).ToString("D9", CultureInfo.InvariantCulture);
            if (!Directory.Exists(Path.Combine(Folder, id)) && !Directory.Exists(Path.Combine(Trash, id)))
                return id;
        }
    }

    private void RenameExperiment(string experimentId, string newName)
    {
        NameRules.CheckExperimentName(newName);
        using FolderLock _ = FolderLock.Acquire(Folder);
        ExperimentFolder folder = FindExperiment(experimentId);
        Experiment experiment = folder.Read();
        if (experiment.LifecycleStage != LifecycleStage.Active)
            throw TrackingException.Invalid("Cannot rename a non-active experiment.");
        if (experiment.Name == newName)
            return;
        CheckNameIsFree(newName);
        folder.Change(meta =>
        {
            meta["name"] = newName;
            meta["last_update_time"] = Now;
        });
    }

    private void DeleteExperiment(string experimentId)
    {
        if (experimentId == DefaultExperimentId)
            throw TrackingException.Invalid($"The default experiment '{DefaultExperimentId}' of a folder cannot be deleted, in MLflow neither.");
        using FolderLock _ = FolderLock.Acquire(Folder);
        ExperimentFolder folder = FindActiveExperiment(experimentId);
        long now = Now;
        foreach (string path in folder.RunPaths())
            ChangeStage(new RunFolder(path), LifecycleStage.Deleted, now);
        folder.Change(meta =>
        {
            meta["lifecycle_stage"] = LifecycleStage.Deleted.ToName();
            meta["last_update_time"] = now;
        });
        Directory.CreateDirectory(Trash);
        Move(folder, Path.Combine(Trash, experimentId));
    }

    private void RestoreExperiment(string experimentId)
    {
        using FolderLock _ = FolderLock.Acquire(Folder);
        ExperimentFolder folder = FindExperiment(experimentId);
        Experiment experiment = folder.Read();
        if (experiment.LifecycleStage != LifecycleStage.Deleted)
            throw TrackingException.Missing($"No deleted experiment with id={experimentId} exists.");
        string target = Path.Combine(Folder, experimentId);
        if (folder.Path != target)
            folder = Move(folder, target);
        foreach (string path in folder.RunPaths())
            ChangeStage(new RunFolder(path), LifecycleStage.Active, null);
        folder.Change(meta =>
        {
            meta["lifecycle_stage"] = LifecycleStage.Active.ToName();
            meta["last_update_time"] = Now;
        });
    }

    private ExperimentFolder Move(ExperimentFolder folder, string target)
    {
        foreach (string path in folder.RunPaths())
            Forget(path);
        Directory.Move(folder.Path, target);
        return new ExperimentFolder(target);
    }

    private void ChangeStage(RunFolder run, LifecycleStage stage, long? deletedTime)
    {
        try
        {
            run.Change(meta =>
            {
                meta["lifecycle_stage"] = stage.ToName();
                if (deletedTime is { } time)
                    meta["deleted_time"] = time;
                else
                    meta.Remove("deleted_time");
            });
        }
        catch (TrackingException error)
        {
            Warner()(error.Message);
        }
    }

    private void SetExperimentTag(string experimentId, Tag tag)
    {
        NameRules.CheckTag(tag.Key);
        ExperimentFolder folder = FindActiveExperiment(experimentId);
        ValueFolder.Set(folder.TagsPath, tag.Key, tag.Value, folder.Path);
        TouchExperiment(folder);
    }

    private void DeleteExperimentTag(string experimentId, string key)
    {
        NameRules.CheckTag(key);
        ExperimentFolder folder = FindActiveExperiment(experimentId);
        if (!ValueFolder.Delete(folder.TagsPath, key))
            throw TrackingException.Missing($"No tag with name: {key} in experiment with id {experimentId}");
        TouchExperiment(folder);
    }

    private void TouchExperiment(ExperimentFolder folder)
    {
        using FolderLock _ = FolderLock.Acquire(Folder);
        folder.Change(meta => meta["last_update_time"] = Now);
    }

    internal ExperimentFolder FindActiveExperiment(string experimentId)
    {
        ExperimentFolder folder = FindExperiment(experimentId);
        if (folder.Read().LifecycleStage != LifecycleStage.Active)
        {
            throw TrackingException.Invalid(
                $"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");
        }

        return folder;
    }

    private ExperimentFolder FindExperiment(string experimentId)
    {
        NameRules.CheckExperimentId(experimentId);
        return TryFindExperiment(experimentId) ?? throw TrackingException.Missing($"No Experiment with id={experimentId} exists");
    }

    internal ExperimentFolder? TryFindExperiment(string experimentId)
    {
        foreach (string parent in (ReadOnlySpan<string>)[Folder, Trash])
        {
            string path = Path.Combine(parent, experimentId);
            if (Directory.Exists(path))
                return new ExperimentFolder(path);
        }

        return null;
    }

    private Experiment? ExperimentByName(string name)
    {
        Experiment[] named = [.. Experiments(ViewType.All, Warner()).Where(experiment => experiment.Name == name)];
        return named.FirstOrDefault(experiment => experiment.LifecycleStage == LifecycleStage.Active) ?? named.FirstOrDefault();
    }

    private List<Experiment> Experiments(ViewType view, Action<string> warn)
    {
        List<Experiment> experiments = [];
        foreach (ExperimentFolder folder in ExperimentFolders())
        {
            try
            {
                Experiment experiment = folder.Read();
                if (view.Shows(experiment.LifecycleStage))
                    experiments.Add(experiment);
            }
            catch (TrackingException error)
            {
                warn($"Experiment '{folder.Id}' is left out. {error.Message}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                warn($"Experiment '{folder.Id}' is left out: {error.Message}");
            }
        }

        return experiments;
    }

    internal IEnumerable<ExperimentFolder> ExperimentFolders()
    {
        foreach (string parent in (string[])[Folder, Trash])
        {
            if (!Directory.Exists(parent))
                continue;
            foreach (string path in Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal))
            {
                // "models" is the model registry's folder.
                string name = Path.GetFileName(path);
                if (NameRules.IsId(name, 64) && (name != "models" || File.Exists(new ExperimentFolder(path).MetaPath)))
                    yield return new ExperimentFolder(path);
            }
        }
    }

    private PagedList<Experiment> SearchExperiments(ExperimentQuery query)
    {
        ExperimentSearch search = new(query);
        List<string> warnings = [];
        PagedList<Experiment> page = search.Page(Experiments(query.View, Warner(warnings)));
        return page with { Warnings = warnings };
    }
}
