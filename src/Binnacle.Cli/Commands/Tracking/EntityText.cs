using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Entities as the tool shows them, to people and (as JSON) to programs.</summary>
internal static class EntityText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Time(long? milliseconds) => milliseconds is { } time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "";

    public static string Size(long bytes)
    {
        const double Kilo = 1000;
        return bytes < Kilo ? $"{bytes} B" : bytes < Kilo * Kilo ? (bytes / Kilo).ToString("0.#", CultureInfo.InvariantCulture) + " kB"
            : (bytes / Kilo / Kilo).ToString("0.#", CultureInfo.InvariantCulture) + " MB";
    }

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Indented))
            write(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static string JsonList<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Json(json =>
    {
        json.WriteStartArray();
        foreach (T item in items)
            write(json, item);
        json.WriteEndArray();
    });

    public static void Write(Utf8JsonWriter json, Run run)
    {
        json.WriteStartObject();
        json.WriteString("run_id", run.Info.RunId);
        json.WriteString("run_name", run.Info.RunName);
        json.WriteString("experiment_id", run.Info.ExperimentId);
        json.WriteString("user_id", run.Info.UserId);
        json.WriteString("status", run.Info.Status.ToName());
        WriteTime(json, "start_time", run.Info.StartTime);
        WriteTime(json, "end_time", run.Info.EndTime);
        json.WriteString("artifact_uri", run.Info.ArtifactUri);
        json.WriteString("lifecycle_stage", run.Info.LifecycleStage.ToName());
        json.WriteStartObject("metrics");
        foreach ((string key, Metric metric) in run.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal))
            WriteNumber(json, key, metric.Value);
        json.WriteEndObject();
        WritePairs(json, "params", run.Params);
        WritePairs(json, "tags", run.Tags);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Experiment experiment)
    {
        json.WriteStartObject();
        json.WriteString("experiment_id", experiment.ExperimentId);
        json.WriteString("name", experiment.Name);
        json.WriteString("artifact_location", experiment.ArtifactLocation);
        json.WriteString("lifecycle_stage", experiment.LifecycleStage.ToName());
        WriteTime(json, "creation_time", experiment.CreationTime);
        WriteTime(json, "last_update_time", experiment.LastUpdateTime);
        WritePairs(json, "tags", experiment.Tags);
        json.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> pairs)
    {
        json.WriteStartObject(name);
        foreach ((string key, string value) in pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <summary>What JSON has no number for is a text, as in MLflow's API.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? time)
    {
        if (time is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
