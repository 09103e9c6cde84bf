using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>Entities in MLflow's JSON: snake case, 64-bit numbers as numbers, what is unset or an empty list left out.</summary>
internal static class EntityJson
{
    /// <summary>Bytes that a number in JSON has at most.</summary>
    public const int LongestNumber = 32;

    // Names that are written by the thousand.
    private static readonly JsonEncodedText KeyName = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText ValueName = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText TimestampName = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText StepName = JsonEncodedText.Encode("step");

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
        List(json, "metrics", run.Metrics.Values, Metric);
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
        json.WriteStartObject();
        MetricFields(json, metric);
        json.WriteEndObject();
    }

    public static void RunMetric(Utf8JsonWriter json, RunMetric point)
    {
        json.WriteStartObject();
        MetricFields(json, point.Metric);
        json.WriteString("run_id", point.RunId);
        json.WriteEndObject();
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

    public static void Pairs(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> pairs) =>
        List(json, name, pairs, static (to, pair) => Pair(to, pair.Key, pair.Value));

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

    /// <summary>A double, always with a point or an exponent; what JSON cannot write is a text.</summary>
    public static void Number(Utf8JsonWriter json, JsonEncodedText name, double value)
    {
        json.WritePropertyName(name);
        Span<byte> text = stackalloc byte[LongestNumber];
        json.WriteRawValue(text[..Format(value, text)], skipInputValidation: true);
    }

    /// <summary>Writes a double as <see cref="Number"/> does into a place of <see cref="LongestNumber"/> bytes; returns the length.</summary>
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

    private static void MetricFields(Utf8JsonWriter json, Metric metric)
    {
        json.WriteString(KeyName, metric.Key);
        Number(json, ValueName, metric.Value);
        json.WriteNumber(TimestampName, metric.Timestamp);
        json.WriteNumber(StepName, metric.Step);
        if (metric.Link is null)
            return;
        Text(json, "model_id", metric.Link.ModelId);
        Text(json, "dataset_name", metric.Link.DatasetName);
        Text(json, "dataset_digest", metric.Link.DatasetDigest);
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

    private static void Pair(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString(KeyName, key);
        json.WriteString(ValueName, value);
        json.WriteEndObject();
    }
}
