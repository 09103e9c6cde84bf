using System.Text;
using System.Text.Json;
using Binnacle.Server.Api.Requests;

namespace Binnacle.Server.Api;

/// <summary>The models that a run logged, as MLflow 2 keeps them: a JSON list in a tag, written as Python writes it.</summary>
internal static class ModelHistory
{
    public const string Tag = "mlflow.log-model.history";

    public static IReadOnlyList<string> NeededFields { get; } = ["artifact_path", "flavors", "utc_time_created", "run_id"];

    public static string Append(string history, string model)
    {
        using JsonDocument list = JsonDocument.Parse(history), added = JsonDocument.Parse(model);
        StringBuilder output = new("[");
        foreach (JsonElement item in list.RootElement.EnumerateArray())
            PythonJson.Dump(output, item).Append(", ");
        return PythonJson.Dump(output, added.RootElement).Append(']').ToString();
    }
}
