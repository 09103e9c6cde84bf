using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>The folder of one logged model inside its experiment: <c>models/m-…</c> with <c>meta.yaml</c>, <c>params/</c>, <c>tags/</c>, <c>metrics/</c> and <c>artifacts/</c>.</summary>
internal sealed class LoggedModelFolder(string path)
{
    private const char NoBreakSpace = '\u00a0';

    public string Path { get; } = path;

    public string MetaPath => System.IO.Path.Combine(Path, ExperimentFolder.MetaFile);

    public string ParamsPath => System.IO.Path.Combine(Path, "params");

    public string TagsPath => System.IO.Path.Combine(Path, "tags");

    public string ArtifactsPath => System.IO.Path.Combine(Path, "artifacts");

    private string MetricsPath => System.IO.Path.Combine(Path, "metrics");

    public bool IsDeleted(MetaMap meta) => meta.GetValueOrDefault("lifecycle_stage") is "deleted";

    public MetaMap ReadMeta() => MetaFileReader.Read(MetaPath);

    public LoggedModel Read(MetaMap meta) => new()
    {
        ModelId = MetaFileReader.Text(meta, "model_id", MetaPath),
        ExperimentId = MetaFileReader.Text(meta, "experiment_id", MetaPath),
        Name = MetaFileReader.Text(meta, "name", MetaPath),
        ArtifactLocation = MetaFileReader.Text(meta, "artifact_location", MetaPath),
        CreationTime = MetaFileReader.Number(meta, "creation_timestamp", MetaPath) ?? 0,
        LastUpdateTime = MetaFileReader.Number(meta, "last_updated_timestamp", MetaPath) ?? 0,
        Status = (LoggedModelStatus)(MetaFileReader.Number(meta, "status", MetaPath) ?? 0),
        StatusMessage = meta.GetValueOrDefault("status_message") as string,
        ModelType = meta.GetValueOrDefault("model_type") as string,
        SourceRunId = meta.GetValueOrDefault("source_run_id") as string,
        Params = ValueFolder.Read(ParamsPath),
        Tags = ValueFolder.Read(TagsPath),
        Metrics = [.. Metrics(MetaFileReader.Text(meta, "model_id", MetaPath))],
    };

    public void Write(LoggedModel model)
    {
        foreach (string folder in (ReadOnlySpan<string>)[ParamsPath, TagsPath, MetricsPath, ArtifactsPath])
            Directory.CreateDirectory(folder);
        foreach ((string key, string value) in model.Params)
            ValueFolder.Set(ParamsPath, key, value, Path);
        foreach ((string key, string value) in model.Tags)
            ValueFolder.Set(TagsPath, key, value, Path);
        MetaMap meta = new()
        {
            ["artifact_location"] = model.ArtifactLocation,
            ["creation_timestamp"] = model.CreationTime,
            ["experiment_id"] = model.ExperimentId,
            ["last_updated_timestamp"] = model.LastUpdateTime,
            ["model_id"] = model.ModelId,
            ["model_type"] = model.ModelType,
            ["name"] = model.Name,
            ["source_run_id"] = model.SourceRunId,
            ["status"] = (long)model.Status,
            ["status_message"] = model.StatusMessage,
        };
        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    public void Change(Action<MetaMap> change)
    {
        MetaMap meta = ReadMeta();
        change(meta);
        AtomicFile.Replace(MetaPath, MetaYaml.Write(meta), Path);
    }

    /// <summary>Adds a point of a run, with the data set it was measured on.</summary>
    public void Append(string runId, Metric metric)
    {
        string dataset = metric.Link is { DatasetName: { Length: > 0 } name, DatasetDigest: { Length: > 0 } digest } ? $" {Joined(name)} {Joined(digest)}" : "";
        string line = string.Create(CultureInfo.InvariantCulture, $"{metric.Timestamp} {PythonFloat.Format(metric.Value)} {metric.Step} {runId}{dataset}\n");
        AtomicFile.Append(ValueFolder.Prepare(MetricsPath, metric.Key), Encoding.UTF8.GetBytes(line));
    }

    /// <summary>MLflow's file store cuts the line at every space, and refuses the experiment when it finds other than four or six fields.</summary>
    private static string Joined(string name) => string.Create(name.Length, name, static (text, from) =>
    {
        for (int i = 0; i < from.Length; i++)
            text[i] = from[i] is ' ' or '\n' or '\r' ? NoBreakSpace : from[i];
    });

    private IEnumerable<RunMetric> Metrics(string modelId)
    {
        foreach ((string key, string path) in ValueFolder.Files(MetricsPath).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            foreach (string line in (AtomicFile.Read(path) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length < 4 || !MetricLine.TryParse(key, line, out Metric point))
                    continue;
                MetricLink link = fields.Length >= 6 ? new MetricLink(modelId, string.Join(' ', fields[4..^1]).Replace(NoBreakSpace, ' '), fields[^1].Replace(NoBreakSpace, ' ')) : new MetricLink(modelId);
                yield return new RunMetric(fields[3], point with { Link = link });
            }
        }
    }
}
