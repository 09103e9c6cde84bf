using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>The folder of one experiment: <c>meta.yaml</c>, <c>tags/</c>, <c>datasets/</c> and a folder for each run.</summary>
internal sealed class ExperimentFolder(string path)
{
    public const string MetaFile = "meta.yaml";
    private const string TagsFolder = "tags";

    public string Path { get; } = path;

    public string MetaPath => System.IO.Path.Combine(Path, MetaFile);

    public string TagsPath => System.IO.Path.Combine(Path, TagsFolder);

    public string DatasetsPath => System.IO.Path.Combine(Path, "datasets");

    /// <summary>Whether MLflow has written traces here.</summary>
    public bool HasTraces => System.IO.Path.Combine(Path, "traces") is var traces && Directory.Exists(traces) && Directory.EnumerateDirectories(traces).Any();

    public string Id => System.IO.Path.GetFileName(Path);

    /// <summary>Folders whose name can be a run's id.</summary>
    public IEnumerable<string> RunPaths() => !Directory.Exists(Path) ? [] : Directory.EnumerateDirectories(Path)
        .Where(folder => System.IO.Path.GetFileName(folder) is not (TagsFolder or "datasets" or "models" or "traces") and var name && NameRules.IsId(name, 256));

    /// <exception cref="TrackingException">The folder holds no readable experiment.</exception>
    public Experiment Read()
    {
        MetaMap meta = MetaFileReader.Read(MetaPath);
        string id = MetaFileReader.Text(meta, "experiment_id", MetaPath);
        if (id != Id)
            throw Malformed($"experiment_id is '{id}', but the folder's name is '{Id}'");
        return new Experiment
        {
            ExperimentId = id,
            Name = MetaFileReader.Text(meta, "name", MetaPath),
            ArtifactLocation = MetaFileReader.Text(meta, "artifact_location", MetaPath),
            LifecycleStage = LifecycleStageNames.Parse(MetaFileReader.Text(meta, "lifecycle_stage", MetaPath, "active"))
                ?? throw Malformed("lifecycle_stage is neither 'active' nor 'deleted'"),
            CreationTime = MetaFileReader.Number(meta, "creation_time", MetaPath),
            LastUpdateTime = MetaFileReader.Number(meta, "last_update_time", MetaPath),
            Tags = ValueFolder.Read(TagsPath),
        };
    }

    /// <summary>Changes fields of <c>meta.yaml</c>; what other versions wrote there stays.</summary>
    public void Change(Action<MetaMap> change)
    {
        MetaMap meta = MetaFileReader.Read(MetaPath);
        change(meta);
        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    /// <summary>Writes a new experiment's files into this (scratch) folder.</summary>
    public void Write(Experiment experiment)
    {
        Directory.CreateDirectory(Path);
        MetaMap meta = new()
        {
            ["artifact_location"] = experiment.ArtifactLocation,
            ["creation_time"] = experiment.CreationTime,
            ["experiment_id"] = experiment.ExperimentId,
            ["last_update_time"] = experiment.LastUpdateTime,
            ["lifecycle_stage"] = experiment.LifecycleStage.ToName(),
            ["name"] = experiment.Name,
        };
        if (experiment.Tags.Count > 0)
        {
            // MLflow leaves a copy of the first tags here; readers take the files.
            MetaMap tags = new();
            foreach ((string key, string value) in experiment.Tags)
            {
                tags[key] = value;
                ValueFolder.Set(TagsPath, key, value, Path);
            }

            meta["tags"] = tags;
        }

        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    private TrackingException Malformed(string what) =>
        new(ErrorCodes.InternalError, string.Create(CultureInfo.InvariantCulture, $"{MetaPath}: {what}."));
}
