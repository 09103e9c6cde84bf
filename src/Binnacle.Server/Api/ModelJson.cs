using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api;

/// <summary>Registered and logged models in MLflow's JSON.</summary>
internal static class ModelJson
{
    private static readonly string[] LoggedStatuses =
        ["LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"];

    public static void RegisteredModel(Utf8JsonWriter json, RegisteredModel model)
    {
        json.WriteStartObject();
        RegisteredModelFields(json, model);
        json.WriteEndObject();
    }

    public static void RegisteredModelFields(Utf8JsonWriter json, RegisteredModel model)
    {
        json.WriteString("name", model.Name);
        EntityJson.Time(json, "creation_timestamp", model.CreationTime);
        EntityJson.Time(json, "last_updated_timestamp", model.LastUpdateTime);
        EntityJson.Text(json, "description", model.Description);
        EntityJson.List(json, "latest_versions", model.LatestVersions, ModelVersion);
        EntityJson.Pairs(json, "tags", model.Tags);
        EntityJson.List(json, "aliases", model.Aliases, Alias);
    }

    public static void Named(Utf8JsonWriter json, ModelVersion version)
    {
        json.WritePropertyName("model_version");
        ModelVersion(json, version);
    }

    public static void ModelVersion(Utf8JsonWriter json, ModelVersion version)
    {
        json.WriteStartObject();
        json.WriteString("name", version.Name);
        json.WriteString("version", version.Version.ToString(CultureInfo.InvariantCulture));
        EntityJson.Time(json, "creation_timestamp", version.CreationTime);
        EntityJson.Time(json, "last_updated_timestamp", version.LastUpdateTime);
        EntityJson.Text(json, "user_id", version.UserId);
        json.WriteString("current_stage", version.CurrentStage);
        json.WriteString("description", version.Description ?? "");
        json.WriteString("source", version.Source ?? "");
        json.WriteString("run_id", version.RunId ?? "");
        json.WriteString("status", version.Status);
        EntityJson.Text(json, "status_message", version.StatusMessage);
        EntityJson.Pairs(json, "tags", version.Tags);
        json.WriteString("run_link", version.RunLink ?? "");
        EntityJson.List(json, "aliases", version.Aliases, static (to, alias) => to.WriteStringValue(alias));
        EntityJson.Text(json, "model_id", version.ModelId);
        json.WriteEndObject();
    }

    public static void LoggedModel(Utf8JsonWriter json, LoggedModel model)
    {
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("model_id", model.ModelId);
        json.WriteString("experiment_id", model.ExperimentId);
        json.WriteString("name", model.Name);
        json.WriteNumber("creation_timestamp_ms", model.CreationTime);
        json.WriteNumber("last_updated_timestamp_ms", model.LastUpdateTime);
        json.WriteString("artifact_uri", model.ArtifactLocation);
        json.WriteString("status", LoggedStatuses[(int)model.Status]);
        EntityJson.Text(json, "model_type", model.ModelType);
        json.WriteString("source_run_id", model.SourceRunId ?? "");
        EntityJson.Text(json, "status_message", model.StatusMessage);
        EntityJson.Pairs(json, "tags", model.Tags);
        json.WriteEndObject();
        json.WriteStartObject("data");
        EntityJson.Pairs(json, "params", model.Params);
        EntityJson.List(json, "metrics", model.Metrics, EntityJson.RunMetric);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Alias(Utf8JsonWriter json, KeyValuePair<string, int> alias)
    {
        json.WriteStartObject();
        json.WriteString("alias", alias.Key);
        json.WriteString("version", alias.Value.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
