using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Binnacle.Server.Api;

/// <summary>The models that a run logged, as MLflow 2 keeps them: a JSON list in a tag.</summary>
internal static class ModelHistory
{
    public const string Tag = "mlflow.log-model.history";

    public static IReadOnlyList<string> NeededFields { get; } = ["artifact_path", "flavors", "utc_time_created", "run_id"];

    public static string Append(string history, string model)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            using JsonDocument list = JsonDocument.Parse(history);
            foreach (JsonElement item in list.RootElement.EnumerateArray())
                item.WriteTo(json);
            using JsonDocument added = JsonDocument.Parse(model);
            added.RootElement.WriteTo(json);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
