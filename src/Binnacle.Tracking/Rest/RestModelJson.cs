using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Registered and logged models out of MLflow's JSON.</summary>
internal static class RestModelJson
{
    private static readonly string[] LoggedStatuses =
        ["LOGGED_MODEL_STATUS_UNSPECIFIED", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"];

    public static string NameOf(LoggedModelStatus status) => LoggedStatuses[(int)status];

    public static RegisteredModel ToRegisteredModel(JsonElement json) => new()
    {
        Name = json.Text("name"),
        CreationTime = json.Integer("creation_timestamp"),
        LastUpdateTime = json.Integer("last_updated_timestamp"),
        Description = json.TextOrNull("description"),
        Tags = json.Pairs("tags"),
        Aliases = json.List("aliases").ToDictionary(alias => alias.Text("alias"), alias => (int)(alias.Integer("version") ?? 0), StringComparer.Ordinal),
        LatestVersions = [.. json.List("latest_versions").Select(ToModelVersion)],
    };

    public static ModelVersion ToModelVersion(JsonElement json) => new()
    {
        Name = json.Text("name"),
        Version = (int)(json.Integer("version") ?? 0),
        CreationTime = json.Integer("creation_timestamp"),
        LastUpdateTime = json.Integer("last_updated_timestamp"),
        Description = json.TextOrNothing("description"),
        UserId = json.TextOrNull("user_id"),
        CurrentStage = json.TextOrNothing("current_stage") ?? ModelStages.None,
        Source = json.TextOrNothing("source"),
        RunId = json.TextOrNothing("run_id"),
        RunLink = json.TextOrNothing("run_link"),
        ModelId = json.TextOrNull("model_id"),
        Status = json.TextOrNothing("status") ?? "READY",
        StatusMessage = json.TextOrNull("status_message"),
        Tags = json.Pairs("tags"),
        Aliases = [.. json.List("aliases").Select(alias => alias.ToString())],
    };

    public static LoggedModel ToLoggedModel(JsonElement json)
    {
        JsonElement info = json.Part("info"), data = json.Part("data");
        return new LoggedModel
        {
            ModelId = info.Text("model_id"),
            ExperimentId = info.Text("experiment_id"),
            Name = info.Text("name"),
            ArtifactLocation = info.Text("artifact_uri"),
            CreationTime = info.Integer("creation_timestamp_ms") ?? 0,
            LastUpdateTime = info.Integer("last_updated_timestamp_ms") ?? 0,
            Status = StatusOf(info),
            StatusMessage = info.TextOrNull("status_message"),
            ModelType = info.TextOrNull("model_type"),
            SourceRunId = info.TextOrNothing("source_run_id"),
            Params = data.Pairs("params"),
            Tags = info.Pairs("tags"),
            Metrics = [.. data.List("metrics").Select(point => new RunMetric(point.Text("run_id"), RestJson.ToMetric(point) with { Link = LinkOf(point, info) }))],
        };
    }

    private static MetricLink LinkOf(JsonElement point, JsonElement model) =>
        new(point.TextOrNothing("model_id") ?? model.Text("model_id"), point.TextOrNothing("dataset_name"), point.TextOrNothing("dataset_digest"));

    private static LoggedModelStatus StatusOf(JsonElement info)
    {
        // Servers differ in whether they give the number or the name.
        if (info.Integer("status") is { } number)
            return (LoggedModelStatus)number;
        int index = Array.IndexOf(LoggedStatuses, info.Text("status"));
        return index < 0 ? LoggedModelStatus.Unspecified : (LoggedModelStatus)index;
    }
}
