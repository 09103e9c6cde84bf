using System.Security.Cryptography;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>The folder of one run: <c>meta.yaml</c>, <c>metrics/</c>, <c>params/</c>, <c>tags/</c>, <c>artifacts/</c>, <c>inputs/</c>.</summary>
internal sealed class RunFolder(string path)
{
    private const int LocalSource = 4;

    public string Path { get; } = path;

    public string MetaPath => Combine(ExperimentFolder.MetaFile);

    public string MetricsPath => Combine("metrics");

    public string ParamsPath => Combine("params");

    public string TagsPath => Combine("tags");

    public string ArtifactsPath => Combine("artifacts");

    public string InputsPath => Combine("inputs");

    public string Id => System.IO.Path.GetFileName(Path);

    public ExperimentFolder Experiment => new(System.IO.Path.GetDirectoryName(Path)!);

    /// <exception cref="TrackingException"><c>meta.yaml</c> cannot be read, or belongs to another run or experiment.</exception>
    public RunInfo ReadInfo()
    {
        MetaMap meta = MetaFileReader.Read(MetaPath);
        string id = MetaFileReader.Text(meta, meta.ContainsKey("run_id") ? "run_id" : "run_uuid", MetaPath);
        string experimentId = MetaFileReader.Text(meta, "experiment_id", MetaPath);
        if (id != Id)
            throw Malformed($"run_id is '{id}', but the folder's name is '{Id}'");
        if (experimentId != Experiment.Id)
            throw Malformed($"experiment_id is '{experimentId}', but the run lies in experiment '{Experiment.Id}'");
        return new RunInfo
        {
            RunId = id,
            ExperimentId = experimentId,
            RunName = MetaFileReader.Text(meta, "run_name", MetaPath, missing: ""),
            UserId = MetaFileReader.Text(meta, "user_id", MetaPath, missing: ""),
            Status = StatusOf(meta),
            StartTime = MetaFileReader.Number(meta, "start_time", MetaPath),
            EndTime = MetaFileReader.Number(meta, "end_time", MetaPath),
            ArtifactUri = MetaFileReader.Text(meta, "artifact_uri", MetaPath, missing: ""),
            LifecycleStage = LifecycleStageNames.Parse(MetaFileReader.Text(meta, "lifecycle_stage", MetaPath, missing: "active"))
                ?? throw Malformed("lifecycle_stage is neither 'active' nor 'deleted'"),
            DeletedTime = MetaFileReader.Number(meta, "deleted_time", MetaPath),
        };
    }

    /// <summary>The run with all that it logged; what cannot be read of its metrics and data sets is reported and left out.</summary>
    public Run Read(Action<string> warn)
    {
        RunInfo info = ReadInfo();
        Dictionary<string, Metric> metrics = [];
        foreach ((string name, string file) in ValueFolder.Files(MetricsPath))
        {
            if (MetricFile.Read(file, name, warn) is { } points && MetricFile.Latest(points) is { } latest)
                metrics[name] = latest;
        }

        ModelLinkFolder models = new(this);
        return new Run
        {
            Info = info,
            Metrics = metrics,
            Params = ValueFolder.Read(ParamsPath),
            Tags = ValueFolder.Read(TagsPath),
            Datasets = new DatasetFolder(this).Read(warn),
            ModelInputs = models.Inputs(warn),
            ModelOutputs = models.Outputs(warn),
        };
    }

    /// <summary>Writes a new run's files into this (scratch) folder.</summary>
    public void Write(RunInfo info, IReadOnlyDictionary<string, string> tags)
    {
        foreach (string folder in (ReadOnlySpan<string>)[MetricsPath, ParamsPath, TagsPath, ArtifactsPath])
            Directory.CreateDirectory(folder);
        foreach ((string key, string value) in tags)
            ValueFolder.Set(TagsPath, key, value, Path);
        AtomicFile.Replace(MetaPath, MetaYaml.Write(MetaOf(info)), Path);
    }

    /// <summary>Changes fields of <c>meta.yaml</c>; what other versions wrote there stays, and <c>run_uuid</c> is there for MLflow 2.</summary>
    public void Change(Action<MetaMap> change)
    {
        MetaMap meta = MetaFileReader.Read(MetaPath);
        change(meta);
        meta["run_uuid"] = Id;
        meta["run_id"] = Id;
        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    private static MetaMap MetaOf(RunInfo info) => new()
    {
        ["artifact_uri"] = info.ArtifactUri,
        ["end_time"] = info.EndTime,
        ["entry_point_name"] = "",
        ["experiment_id"] = info.ExperimentId,
        ["lifecycle_stage"] = info.LifecycleStage.ToName(),
        ["run_id"] = info.RunId,
        ["run_name"] = info.RunName,
        ["run_uuid"] = info.RunId,
        ["source_name"] = "",
        ["source_type"] = (long)LocalSource,
        ["source_version"] = "",
        ["start_time"] = info.StartTime,
        ["status"] = (long)info.Status,
        ["tags"] = new List<object?>(),
        ["user_id"] = info.UserId,
    };

    private RunStatus StatusOf(MetaMap meta) => meta.GetValueOrDefault("status") switch
    {
        long number and >= 1 and <= 5 => (RunStatus)number,
        string name when RunStatusNames.Parse(name) is { } status => status,
        var other => throw Malformed($"'status' is expected to be a number from 1 to 5, found '{other}'"),
    };

    private TrackingException Malformed(string what) => new(ErrorCodes.InternalError, $"{MetaPath}: {what}.");

    private string Combine(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The name of a dataset's or input's folder.</summary>
    internal static string HashId(string text) =>
#pragma warning disable CA5351 // MLflow names these folders by MD5; nothing is protected by it.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
