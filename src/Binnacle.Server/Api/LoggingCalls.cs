using System.Text.Json;
using Binnacle.Server.Api.Requests;
using Binnacle.Server.Live;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls by which runs log.</summary>
internal static class LoggingCalls
{
    private const string Root = "2.0/mlflow/runs/";
    private const int MaxBatchBytes = 1_000_000;

    private static readonly MessageType Metric = new(
        ApiFields.RunId, ApiFields.RunUuid, Text("key").Required(), Number("value").Required(), Integer("timestamp").Required(), Integer("step").Checked(),
        Text("model_id").Checked(), Text("dataset_name").Checked(), Text("dataset_digest").Checked());

    private static readonly MessageType Param = new(ApiFields.RunId, ApiFields.RunUuid, Text("key").Required(), Text("value").Checked());

    private static readonly MessageType TagRemoval = new(ApiFields.RunId, ApiFields.RunUuid, Text("key").Required());

    private static readonly MessageType Batch = new(
        ApiFields.RunId, ApiFields.RunUuid,
        Metrics("metrics", ApiFields.Metric).Checked() with { ItemsNeed = ["key", "value", "timestamp"] },
        Messages("params", ApiFields.KeyValue).Checked() with { ItemsNeed = ["key"] },
        Messages("tags", ApiFields.KeyValue).Checked() with { ItemsNeed = ["key"] });

    private static readonly MessageType Dataset = new(
        Text("name"), Text("digest"), Text("source_type"), Text("source"), Text("schema"), Text("profile"));

    private static readonly MessageType Inputs = new(
        ApiFields.RunId, ApiFields.RunUuid,
        Messages("datasets", new MessageType(ApiFields.Tags, Nested("dataset", Dataset))).Checked(),
        Messages("models", new MessageType(Text("model_id"))).Checked());

    private static readonly MessageType Outputs = new(
        ApiFields.RunId, Messages("models", new MessageType(Text("model_id"), Integer("step"))).Checked());

    private static readonly MessageType Model = new(ApiFields.RunId, Text("model_json").Required());

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "log-metric", Metric, LogMetricAsync);
        api.Post(Root + "log-parameter", Param, LogParamAsync);
        api.Post(Root + "set-tag", Param, SetTagAsync);
        api.Post(Root + "delete-tag", TagRemoval, DeleteTagAsync);
        api.Post(Root + "log-batch", Batch, LogBatchAsync);
        api.Post(Root + "log-inputs", Inputs, LogInputsAsync);
        api.Post(Root + "outputs", Outputs, LogOutputsAsync);
        api.Post(Root + "log-model", Model, LogModelAsync);
    }

    private static async Task LogMetricAsync(ApiCall call)
    {
        Metric metric = ToMetric(call.Request);
        await call.Store.LogMetricAsync(call.RunId, metric, call.Cancelled);
        call.Service<MetricFeed>().Publish(call.RunId, [metric]);
        await call.DoneAsync();
    }

    private static async Task LogParamAsync(ApiCall call)
    {
        await call.Store.LogParamAsync(call.RunId, new Param(call.Request.Text("key"), call.Request.Text("value")), call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task SetTagAsync(ApiCall call)
    {
        await call.Store.SetTagAsync(call.RunId, new Tag(call.Request.Text("key"), call.Request.Text("value")), call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task DeleteTagAsync(ApiCall call)
    {
        await call.Store.DeleteTagAsync(call.RunId, call.Request.Text("key"), call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task LogBatchAsync(ApiCall call)
    {
        if (call.Context.Items[typeof(RequestJson)] is RequestJson { Length: > MaxBatchBytes and var length })
            throw ApiErrors.Invalid($"Batched logging API requests must be at most {MaxBatchBytes} bytes, got a request of size {length}.");
        RunBatch batch = new()
        {
            Metrics = call.Request.Metrics("metrics"),
            Params = [.. call.Request.Messages("params").Select(item => new Param(item.Text("key"), item.Text("value")))],
            Tags = [.. call.Request.Messages("tags").Select(item => new Tag(item.Text("key"), item.Text("value")))],
        };
        await call.Store.LogBatchAsync(call.RunId, batch, call.Cancelled);
        call.Service<MetricFeed>().Publish(call.RunId, batch.Metrics);
        await call.DoneAsync();
    }

    private static async Task LogInputsAsync(ApiCall call)
    {
        if (!call.Request.Has("datasets") && !call.Request.Has("models"))
            throw RequestCheck.Missing("datasets");
        DatasetInput[] datasets = [.. call.Request.Messages("datasets").Select(ToDatasetInput)];
        string[] models = [.. call.Request.Messages("models").Select(item => item.Text("model_id"))];
        await call.Store.LogInputsAsync(call.RunId, datasets, call.Cancelled);
        if (models.Length > 0)
            await call.Store.LogModelInputsAsync(call.RunId, models, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task LogOutputsAsync(ApiCall call)
    {
        ModelOutput[] outputs = [.. call.Request.Messages("models").Select(item => new ModelOutput(item.Text("model_id"), item.Integer("step") ?? 0))];
        await call.Store.LogModelOutputsAsync(call.RunId, outputs, call.Cancelled);
        await call.DoneAsync();
    }

    /// <summary>A model of MLflow 2: its description is appended to a list in a tag.</summary>
    private static async Task LogModelAsync(ApiCall call)
    {
        string model = call.Request.Text("model_json");
        CheckModel(model);
        Run run = await call.Store.GetRunAsync(call.RunId, call.Cancelled);
        string history = run.Tags.GetValueOrDefault(ModelHistory.Tag) ?? "[]";
        await call.Store.SetTagAsync(call.RunId, new Tag(ModelHistory.Tag, ModelHistory.Append(history, model)), call.Cancelled);
        await call.DoneAsync();
    }

    private static void CheckModel(string model)
    {
        string[] missing;
        try
        {
            using JsonDocument json = JsonDocument.Parse(model);
            missing = [.. ModelHistory.NeededFields.Where(field => json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty(field, out _))];
        }
        catch (JsonException)
        {
            throw ApiErrors.Invalid($"Malformed model info. \n {model} \n is not a valid JSON.");
        }

        if (missing.Length > 0)
            throw ApiErrors.Invalid($"Model json is missing mandatory fields: {string.Join(", ", missing)}");
    }

    private static Metric ToMetric(ApiMessage message)
    {
        Metric metric = new(message.Text("key"), message.Number("value"), message.Integer("timestamp") ?? 0, message.Integer("step") ?? 0);
        return message.Has("model_id") || message.Has("dataset_name")
            ? metric with { Link = new MetricLink(message.TextOrNull("model_id"), message.TextOrNull("dataset_name"), message.TextOrNull("dataset_digest")) }
            : metric;
    }

    private static DatasetInput ToDatasetInput(ApiMessage message)
    {
        ApiMessage dataset = message.Nested("dataset") ?? new ApiMessage(Dataset);
        return new DatasetInput(
            new Dataset(dataset.Text("name"), dataset.Text("digest"), dataset.Text("source_type"), dataset.Text("source"), dataset.TextOrNull("schema"), dataset.TextOrNull("profile")),
            ApiFields.ToMap(message.Messages("tags")));
    }
}
