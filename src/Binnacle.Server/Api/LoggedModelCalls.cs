using System.Text.Json;
using Binnacle.Server.Api.Requests;
using Binnacle.Server.Artifacts;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls about logged models (MLflow 3).</summary>
internal static class LoggedModelCalls
{
    private const string Root = "2.0/mlflow/logged-models";
    private const string ById = Root + "/{model_id}";
    private static readonly MessageField Params = Messages("params", ApiFields.KeyValue).Checked();

    private static readonly MessageType Creation = new(
        ApiFields.ExperimentId, Text("name").Checked(), Text("model_type").Checked(), Text("source_run_id").Checked(), Params, ApiFields.Tags.Checked());

    private static readonly MessageType OrderBy = new(Text("field_name"), Flag("ascending"), Text("dataset_name"), Text("dataset_digest"));

    private static readonly MessageType Query = new(
        Texts("experiment_ids").Checked(), Text("filter").Checked(), Messages("datasets", new MessageType(Text("dataset_name"), Text("dataset_digest"))),
        ApiFields.MaxResults.Checked(), Messages("order_by", OrderBy).Checked(), ApiFields.PageToken.Checked());

    private static readonly MessageType Status = new(
        Text("model_id").Required(), Choice("status", "LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED").Required());

    public static void Map(ApiRoutes api)
    {
        foreach (string version in new[] { "2.0", "3.0" })
        {
            string root = Root.Replace("2.0", version, StringComparison.Ordinal), byId = ById.Replace("2.0", version, StringComparison.Ordinal);
            api.Post(root, Creation, CreateAsync);
            api.Post(root + "/search", Query, SearchAsync);
            api.Get(byId, ApiRoutes.NoFields, async call => await AnswerAsync(call, await GetAsync(call)));
            api.Patch(byId, Status, FinalizeAsync);
            api.Delete(byId, ApiRoutes.NoFields, DeleteAsync);
            api.Patch(byId + "/tags", new MessageType(ApiFields.Tags.Checked()), SetTagsAsync);
            api.Delete(byId + "/tags/{tag_key}", ApiRoutes.NoFields, DeleteTagAsync);
            api.Post(byId + "/params", new MessageType(Text("model_id").Required(), Params), LogParamsAsync);
            api.Get(byId + "/artifacts/directories", new MessageType(Text("artifact_directory_path"), ApiFields.PageToken), ListArtifactsAsync);
            api.Get(byId + "/artifacts/files", new MessageType(Text("artifact_file_path").Required()), GetArtifactAsync);
        }
    }

    private static async Task CreateAsync(ApiCall call)
    {
        LoggedModel model = await call.Store.LoggedModels.CreateLoggedModelAsync(
            new LoggedModelCreation
            {
                ExperimentId = call.ExperimentId,
                Name = call.Request.TextOrNull("name"),
                ModelType = call.Request.TextOrNull("model_type"),
                SourceRunId = call.Request.TextOrNull("source_run_id"),
                Params = ApiFields.ToMap(call.Request.Messages("params")),
                Tags = ApiFields.ToMap(call.Request.Messages("tags")),
            },
            call.Cancelled);
        await AnswerAsync(call, model);
    }

    private static async Task SearchAsync(ApiCall call)
    {
        PagedList<LoggedModel> page = await call.Store.LoggedModels.SearchLoggedModelsAsync(
            new LoggedModelQuery
            {
                ExperimentIds = call.Request.Texts("experiment_ids"),
                Filter = call.Request.TextOrNull("filter"),
                Datasets = [.. call.Request.Messages("datasets").Select(DatasetOf)],
                OrderBy = [.. call.Request.Messages("order_by").Select(OrderText)],
                OrderDatasets = [.. call.Request.Messages("order_by").Select(OrderDataset)],
                MaxResults = (int)Math.Clamp(call.Request.Integer("max_results") ?? 100, int.MinValue, int.MaxValue),
                PageToken = call.Request.TextOrNull("page_token"),
            },
            call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("models", page.Items, ModelJson.LoggedModel);
        answer.WriteText("next_page_token", page.NextPageToken);
    }

    private static async Task FinalizeAsync(ApiCall call)
    {
        LoggedModelStatus status = (LoggedModelStatus)(call.Request.Choice("status")
            ?? throw ApiErrors.Invalid("Missing value for required parameter 'status'. See the API docs for more information about request parameters."));
        await AnswerAsync(call, await call.Store.LoggedModels.FinalizeLoggedModelAsync(IdOf(call), status, call.Cancelled));
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        await call.Store.LoggedModels.DeleteLoggedModelAsync(IdOf(call), call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task SetTagsAsync(ApiCall call)
    {
        Tag[] tags = [.. call.Request.Messages("tags").Select(tag => new Tag(tag.Text("key"), tag.Text("value")))];
        await call.Store.LoggedModels.SetLoggedModelTagsAsync(IdOf(call), tags, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task DeleteTagAsync(ApiCall call)
    {
        await call.Store.LoggedModels.DeleteLoggedModelTagAsync(IdOf(call), call.RouteText("tag_key"), call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task LogParamsAsync(ApiCall call)
    {
        Param[] parameters = [.. call.Request.Messages("params").Select(item => new Param(item.Text("key"), item.Text("value")))];
        await call.Store.LoggedModels.LogLoggedModelParamsAsync(IdOf(call), parameters, call.Cancelled);
        await call.DoneAsync();
    }

    private static async Task ListArtifactsAsync(ApiCall call)
    {
        LoggedModel model = await GetAsync(call);
        IReadOnlyList<ArtifactInfo> files = await call.Store.LoggedModels.OpenArtifacts(model)
            .ListAsync(RequestPath.Check(call.Request.TextOrNull("artifact_directory_path")), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        answer.WriteText("root_uri", model.ArtifactLocation);
        await answer.WriteListAsync("files", files, EntityJson.Artifact);
    }

    private static async Task GetArtifactAsync(ApiCall call)
    {
        LoggedModel model = await GetAsync(call);
        string path = RequestPath.Check(call.Request.Text("artifact_file_path"))!;
        await ArtifactAnswer.SendAsync(call.Context, call.Store.LoggedModels.OpenArtifacts(model), path);
    }

    private static ModelDataset DatasetOf(ApiMessage dataset) => new(
        dataset.TextOrNull("dataset_name") ?? throw ApiErrors.Invalid("`dataset_name` in the `datasets` clause must be specified."),
        dataset.TextOrNull("dataset_digest"));

    private static string OrderText(ApiMessage order) =>
        order.Has("ascending") && !order.Flag("ascending") ? order.Text("field_name") + " DESC" : order.Text("field_name") + " ASC";

    private static ModelDataset? OrderDataset(ApiMessage order)
    {
        string? digest = order.TextOrNull("dataset_digest");
        if (order.TextOrNull("dataset_name") is { } name)
            return new ModelDataset(name, digest);
        return digest is null ? null : throw ApiErrors.Invalid("`dataset_digest` can only be specified if `dataset_name` is also specified.");
    }

    private static Task<LoggedModel> GetAsync(ApiCall call) => call.Store.LoggedModels.GetLoggedModelAsync(IdOf(call), call.Cancelled);

    private static string IdOf(ApiCall call) => call.RouteText("model_id");

    private static async Task AnswerAsync(ApiCall call, LoggedModel model)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WritePropertyName("model");
        ModelJson.LoggedModel(answer.Json, model);
    }
}
