using System.Globalization;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Entities out of MLflow's JSON, and what is sent of them.</summary>
internal static class RestJson
{
    public static string Text(this JsonElement json, string name) => json.TextOrNull(name) ?? "";

    public static string? TextOrNull(this JsonElement json, string name) =>
        json.Part(name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value ? value.ToString() : null;

    /// <summary>A text that MLflow leaves empty where there is none.</summary>
    public static string? TextOrNothing(this JsonElement json, string name) => json.TextOrNull(name) is { Length: > 0 } text ? text : null;

    /// <summary>A 64-bit number; old servers write it as a text.</summary>
    public static long? Integer(this JsonElement json, string name) => json.Part(name) switch
    {
        { ValueKind: JsonValueKind.Number } value => value.TryGetInt64(out long number) ? number : (long)value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when long.TryParse(value.GetString(), CultureInfo.InvariantCulture, out long number) => number,
        _ => null,
    };

    /// <summary>A double; zero, which some servers leave out, when there is none.</summary>
    public static double Number(this JsonElement json, string name) => json.Part(name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => 0,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when PythonFloat.TryParse(value.GetString(), out double number) => number,
        _ => double.NaN,
    };

    public static IEnumerable<JsonElement> List(this JsonElement json, string name) =>
        json.Part(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A field; of kind undefined when there is none.</summary>
    public static JsonElement Part(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement part) ? part : default;

    public static Dictionary<string, string> Pairs(this JsonElement json, string name)
    {
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (JsonElement pair in json.List(name))
            pairs[pair.Text("key")] = pair.Text("value");
        return pairs;
    }

    public static PagedList<T> Page<T>(this JsonElement json, string name, Func<JsonElement, T> read) =>
        new([.. json.List(name).Select(read)], json.TextOrNothing("next_page_token"));

    public static Experiment ToExperiment(JsonElement json) => new()
    {
        ExperimentId = json.Text("experiment_id"),
        Name = json.Text("name"),
        ArtifactLocation = json.Text("artifact_location"),
        LifecycleStage = StageOf(json),
        CreationTime = json.Integer("creation_time"),
        LastUpdateTime = json.Integer("last_update_time"),
        Tags = json.Pairs("tags"),
    };

    public static Run ToRun(JsonElement json)
    {
        JsonElement data = json.Part("data"), inputs = json.Part("inputs"), outputs = json.Part("outputs");
        Dictionary<string, Metric> metrics = new(StringComparer.Ordinal);
        foreach (Metric metric in data.List("metrics").Select(ToMetric))
            metrics[metric.Key] = metric;
        return new Run
        {
            Info = ToRunInfo(json.Part("info")),
            Metrics = metrics,
            Params = data.Pairs("params"),
            Tags = data.Pairs("tags"),
            Datasets = [.. inputs.List("dataset_inputs").Select(ToDatasetInput)],
            ModelInputs = [.. inputs.List("model_inputs").Select(model => model.Text("model_id"))],
            ModelOutputs = [.. outputs.List("model_outputs").Select(model => new ModelOutput(model.Text("model_id"), model.Integer("step") ?? 0))],
        };
    }

    public static RunInfo ToRunInfo(JsonElement json) => new()
    {
        RunId = json.TextOrNothing("run_id") ?? json.Text("run_uuid"),
        ExperimentId = json.Text("experiment_id"),
        RunName = json.Text("run_name"),
        UserId = json.Text("user_id"),
        Status = RunStatusNames.Parse(json.Text("status")) ?? RunStatus.Running,
        StartTime = json.Integer("start_time"),
        EndTime = json.Integer("end_time") is > 0 and var end ? end : null,
        ArtifactUri = json.Text("artifact_uri"),
        LifecycleStage = StageOf(json),
        DeletedTime = json.Integer("deleted_time"),
    };

    public static Metric ToMetric(JsonElement json) =>
        new(json.Text("key"), json.Number("value"), json.Integer("timestamp") ?? 0, json.Integer("step") ?? 0);

    public static RunMetric ToRunMetric(JsonElement json) => new(json.Text("run_id"), ToMetric(json));

    public static ArtifactInfo ToArtifact(JsonElement json)
    {
        bool folder = json.Part("is_dir").ValueKind == JsonValueKind.True;
        return new ArtifactInfo(json.Text("path"), folder, folder ? null : json.Integer("file_size") ?? 0);
    }

    public static void WriteMetric(Utf8JsonWriter json, Metric metric)
    {
        json.WriteString("key", metric.Key);
        json.WritePropertyName("value");
        if (double.IsFinite(metric.Value))
            json.WriteNumberValue(metric.Value);
        else
            json.WriteStringValue(PythonFloat.JsonName(metric.Value));
        json.WriteNumber("timestamp", metric.Timestamp);
        json.WriteNumber("step", metric.Step);
        WriteText(json, "model_id", metric.Link?.ModelId);
        WriteText(json, "dataset_name", metric.Link?.DatasetName);
        WriteText(json, "dataset_digest", metric.Link?.DatasetDigest);
    }

    public static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WritePairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs) =>
        WriteList(json, name, pairs, static (to, pair) => WritePair(to, pair.Key, pair.Value));

    public static void WritePair(Utf8JsonWriter json, string key, string value)
    {
        json.WriteString("key", key);
        json.WriteString("value", value);
    }

    /// <summary>A list of objects; <paramref name="write"/> writes the fields of one.</summary>
    public static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteDatasetInput(Utf8JsonWriter json, DatasetInput input)
    {
        WritePairs(json, "tags", input.Tags);
        json.WriteStartObject("dataset");
        json.WriteString("name", input.Dataset.Name);
        json.WriteString("digest", input.Dataset.Digest);
        json.WriteString("source_type", input.Dataset.SourceType);
        json.WriteString("source", input.Dataset.Source);
        WriteText(json, "schema", input.Dataset.Schema);
        WriteText(json, "profile", input.Dataset.Profile);
        json.WriteEndObject();
    }

    private static LifecycleStage StageOf(JsonElement json) => LifecycleStageNames.Parse(json.Text("lifecycle_stage")) ?? LifecycleStage.Active;

    public static DatasetInput ToDatasetInput(JsonElement json)
    {
        JsonElement set = json.Part("dataset");
        return new DatasetInput(
            new Dataset(set.Text("name"), set.Text("digest"), set.Text("source_type"), set.Text("source"), set.TextOrNull("schema"), set.TextOrNull("profile")),
            json.Pairs("tags"));
    }
}
