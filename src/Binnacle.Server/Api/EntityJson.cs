using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>Entities in MLflow's JSON: snake case, 64-bit numbers as numbers, what is unset or an empty list left out.</summary>
internal static class EntityJson
{
    /// <summary>Bytes that a number in JSON has at most.</summary>
    public const int LongestNumber = 32;

    public static void Experiment(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteStartObject();
        ExperimentFields(json, experiment);
        json.WriteEndObject();
    }

    public static void NamedExperiment(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteStartObject("experiment");
        ExperimentFields(json, experiment);
        json.WriteEndObject();
    }

    /// <summary>A run. The answer to its creation has no outputs yet.</summary>
    public static void Run(Utf8JsonWriter json, Run run, bool withOutputs)
    {
        json.WriteStartObject();
        RunFields(json, run, withOutputs);
        json.WriteEndObject();
    }

    public static void Run(Utf8JsonWriter json, Run run) => Run(json, run, withOutputs: true);

    public static void RunFields(Utf8JsonWriter json, Run run, bool withOutputs)
    {
        json.WriteStartObject("info");
        InfoFields(json, run.Info);
        json.WriteEndObject();
        json.WriteStartObject("data");
        Metrics(json, run.Metrics.Values);
        Pairs(json, "params", run.Params);
        Pairs(json, "tags", run.Tags);
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        List(json, "dataset_inputs", run.Datasets, DatasetInput);
        List(json, "model_inputs", run.ModelInputs, ModelInput);
        json.WriteEndObject();
        if (!withOutputs)
            return;
        json.WriteStartObject("outputs");
        List(json, "model_outputs", run.ModelOutputs, ModelOutput);
        json.WriteEndObject();
    }

    public static void InfoFields(Utf8JsonWriter json, RunInfo info)
    {
        json.WriteString("run_uuid", info.RunId);
        json.WriteString("experiment_id", info.ExperimentId);
        json.WriteString("run_name", info.RunName);
        json.WriteString("user_id", info.UserId);
        json.WriteString("status", info.Status.ToName());
        Time(json, "start_time", info.StartTime);
        Time(json, "end_time", info.EndTime);
        json.WriteString("artifact_uri", info.ArtifactUri);
        json.WriteString("lifecycle_stage", info.LifecycleStage.ToName());
        json.WriteString("run_id", info.RunId);
    }

    public static void Metric(Utf8JsonWriter json, Metric metric)
    {
        using JsonBytes bytes = new();
        Metric(bytes, metric, runId: null);
        json.WriteRawValue(bytes.Written, skipInputValidation: true);
    }

    public static void RunMetric(Utf8JsonWriter json, RunMetric point)
    {
        using JsonBytes bytes = new();
        Metric(bytes, point.Metric, point.RunId);
        json.WriteRawValue(bytes.Written, skipInputValidation: true);
    }

    public static void Artifact(Utf8JsonWriter json, ArtifactInfo artifact)
    {
        json.WriteStartObject();
        json.WriteString("path", artifact.Path);
        json.WriteBoolean("is_dir", artifact.IsFolder);
        Time(json, "file_size", artifact.IsFolder ? null : artifact.Size);
        json.WriteEndObject();
    }

    public static void DatasetSummary(Utf8JsonWriter json, DatasetSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("experiment_id", summary.ExperimentId);
        json.WriteString("name", summary.Name);
        json.WriteString("digest", summary.Digest);
        Text(json, "context", summary.Context);
        json.WriteEndObject();
    }

    public static void Pairs(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> pairs)
    {
        using JsonBytes list = new();
        foreach ((string key, string value) in pairs)
        {
            list.Add(list.IsEmpty ? "[{\"key\":"u8 : ",{\"key\":"u8);
            list.Text(key);
            list.Add(",\"value\":"u8);
            list.Text(value);
            list.Add("}"u8);
        }

        End(json, name, list);
    }

    public static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        bool any = false;
        foreach (T item in items)
        {
            if (!any)
                json.WriteStartArray(name);
            any = true;
            write(json, item);
        }

        if (any)
            json.WriteEndArray();
    }

    public static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void Time(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } time)
            json.WriteNumber(name, time);
    }

    /// <summary>
    /// Writes a double, always with a point or an exponent, into a place of <see cref="LongestNumber"/> bytes; what JSON cannot write is a
    /// text. Returns the length.
    /// </summary>
    public static int Format(double value, Span<byte> text)
    {
        if (!double.IsFinite(value))
        {
            ReadOnlySpan<byte> name = double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8;
            name.CopyTo(text);
            return name.Length;
        }

        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E') >= 0)
            return length;
        ".0"u8.CopyTo(text[length..]);
        return length + 2;
    }

    private static void ExperimentFields(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteString("experiment_id", experiment.ExperimentId);
        json.WriteString("name", experiment.Name);
        json.WriteString("artifact_location", experiment.ArtifactLocation);
        json.WriteString("lifecycle_stage", experiment.LifecycleStage.ToName());
        Time(json, "last_update_time", experiment.LastUpdateTime);
        Time(json, "creation_time", experiment.CreationTime);
        Pairs(json, "tags", experiment.Tags);
    }

    private static void Metrics(Utf8JsonWriter json, IEnumerable<Metric> metrics)
    {
        using JsonBytes list = new();
        foreach (Metric metric in metrics)
        {
            list.Add(list.IsEmpty ? "["u8 : ","u8);
            Metric(list, metric, runId: null);
        }

        End(json, "metrics", list);
    }

    private static void End(Utf8JsonWriter json, string name, JsonBytes list)
    {
        if (list.IsEmpty)
            return;
        list.Add("]"u8);
        json.WritePropertyName(name);
        json.WriteRawValue(list.Written, skipInputValidation: true);
    }

    private static void Metric(JsonBytes json, in Metric metric, string? runId)
    {
        json.Add("{\"key\":"u8);
        json.Text(metric.Key);
        json.Add(",\"value\":"u8);
        json.Number(metric.Value);
        json.Add(",\"timestamp\":"u8);
        json.Number(metric.Timestamp);
        json.Add(",\"step\":"u8);
        json.Number(metric.Step);
        if (metric.Link is { } link)
        {
            Text(json, ",\"model_id\":"u8, link.ModelId);
            Text(json, ",\"dataset_name\":"u8, link.DatasetName);
            Text(json, ",\"dataset_digest\":"u8, link.DatasetDigest);
        }

        Text(json, ",\"run_id\":"u8, runId);
        json.Add("}"u8);
    }

    private static void Text(JsonBytes json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        json.Add(name);
        json.Text(value);
    }

    private static void DatasetInput(Utf8JsonWriter json, DatasetInput input)
    {
        json.WriteStartObject();
        Pairs(json, "tags", input.Tags);
        json.WriteStartObject("dataset");
        json.WriteString("name", input.Dataset.Name);
        json.WriteString("digest", input.Dataset.Digest);
        json.WriteString("source_type", input.Dataset.SourceType);
        json.WriteString("source", input.Dataset.Source);
        Text(json, "schema", input.Dataset.Schema);
        Text(json, "profile", input.Dataset.Profile);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void ModelInput(Utf8JsonWriter json, string modelId)
    {
        json.WriteStartObject();
        json.WriteString("model_id", modelId);
        json.WriteEndObject();
    }

    private static void ModelOutput(Utf8JsonWriter json, ModelOutput output)
    {
        json.WriteStartObject();
        json.WriteString("model_id", output.ModelId);
        json.WriteNumber("step", output.Step);
        json.WriteEndObject();
    }
}
