using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>A run in the JSON that <see cref="RestJson.ToRun"/> reads.</summary>
internal static class RunJson
{
    public static void Write(Utf8JsonWriter json, Run run)
    {
        json.WriteStartObject("info");
        json.WriteString("run_id", run.Info.RunId);
        json.WriteString("experiment_id", run.Info.ExperimentId);
        json.WriteString("run_name", run.Info.RunName);
        json.WriteString("user_id", run.Info.UserId);
        json.WriteString("status", run.Info.Status.ToName());
        WriteTime(json, "start_time", run.Info.StartTime);
        WriteTime(json, "end_time", run.Info.EndTime);
        json.WriteString("artifact_uri", run.Info.ArtifactUri);
        json.WriteString("lifecycle_stage", run.Info.LifecycleStage.ToName());
        WriteTime(json, "deleted_time", run.Info.DeletedTime);
        json.WriteEndObject();
        json.WriteStartObject("data");
        RestJson.WriteList(json, "metrics", run.Metrics.Values, RestJson.WriteMetric);
        RestJson.WritePairs(json, "params", run.Params);
        RestJson.WritePairs(json, "tags", run.Tags);
        json.WriteEndObject();
        json.WriteStartObject("inputs");
        RestJson.WriteList(json, "dataset_inputs", run.Datasets, RestJson.WriteDatasetInput);
        RestJson.WriteList(json, "model_inputs", run.ModelInputs, static (to, id) => to.WriteString("model_id", id));
        json.WriteEndObject();
        json.WriteStartObject("outputs");
        RestJson.WriteList(json, "model_outputs", run.ModelOutputs, static (to, output) =>
        {
            to.WriteString("model_id", output.ModelId);
            to.WriteNumber("step", output.Step);
        });
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? time)
    {
        if (time is { } known)
            json.WriteNumber(name, known);
    }
}
