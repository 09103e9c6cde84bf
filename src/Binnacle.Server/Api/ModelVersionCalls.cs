using Binnacle.Server.Api.Requests;
using Binnacle.Server.Artifacts;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls about versions of registered models.</summary>
internal static class ModelVersionCalls
{
    private const string Root = "2.0/mlflow/model-versions/";
    private const int MaxVersions = 200_000;
    private const int DefaultPage = 10_000;
    private static readonly MessageField Name = Text("name").Required();
    private static readonly MessageField Version = Text("version").Required();
    private static readonly MessageType ById = new(Name, Version);

    private static readonly MessageType Creation = new(
        Name, Text("source").Required(), Text("run_id").Checked(), ApiFields.Tags.Checked(), Text("run_link").Checked(), Text("description").Checked(), Text("model_id").Checked());

    private static readonly MessageType Query = new(
        Text("filter").Checked(), ApiFields.MaxResults.Checked() with { AtMost = MaxVersions }, Texts("order_by").ItemsChecked(), ApiFields.PageToken.Checked());

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create", Creation, CreateAsync);
        api.Get(Root + "get", ById, async call => await AnswerAsync(call, await GetAsync(call)));
        api.Patch(Root + "update", new MessageType(Name, Version, Text("description").Checked()), UpdateAsync);
        api.Delete(Root + "delete", ById, call => DoAsync(call, call.Store.ModelRegistry.DeleteModelVersionAsync(NameOf(call), VersionOf(call), call.Cancelled)));
        api.Get(Root + "search", Query, SearchAsync);
        api.Get(Root + "get-download-uri", ById, GetDownloadUriAsync);
        api.Post(Root + "transition-stage", new MessageType(Name, Version, Text("stage").Required(), Flag("archive_existing_versions").Checked()), TransitionAsync);
        api.Post(Root + "set-tag", new MessageType(Name, Version, Text("key").Required(), Text("value").Checked()), SetTagAsync);
        api.Delete(Root + "delete-tag", new MessageType(Name, Version, Text("key").Required()), DeleteTagAsync);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        string? modelId = call.Request.TextOrNull("model_id");
        ModelVersionCreation creation = new()
        {
            Name = NameOf(call),
            Source = call.Request.Text("source"),
            RunId = call.Request.TextOrNull("run_id"),
            RunLink = call.Request.TextOrNull("run_link"),
            Description = call.Request.TextOrNull("description"),
            Tags = ApiFields.ToMap(call.Request.Messages("tags")),
        };
        await call.Service<ModelSources>().CheckAsync(creation, modelId, call.Store, call.Cancelled);
        creation = await PromotedModels.CompleteAsync(creation, modelId, call.Store, call.Cancelled);
        ModelVersion version = await call.Store.ModelRegistry.CreateModelVersionAsync(creation, call.Cancelled);
        if (modelId is not null)
            await PromotedModels.NoteAsync(version, modelId, call.Store, call.Cancelled);
        await AnswerAsync(call, version);
    }

    private static async Task UpdateAsync(ApiCall call) => await AnswerAsync(
        call, await call.Store.ModelRegistry.UpdateModelVersionAsync(NameOf(call), VersionOf(call), call.Request.Text("description"), call.Cancelled));

    private static async Task SearchAsync(ApiCall call)
    {
        PagedList<ModelVersion> page = await call.Store.ModelRegistry.SearchModelVersionsAsync(RegistryCalls.QueryOf(call, DefaultPage), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("model_versions", page.Items, ModelJson.ModelVersion);
        answer.WriteText("next_page_token", page.NextPageToken);
    }

    private static async Task GetDownloadUriAsync(ApiCall call)
    {
        ModelVersion version = await GetAsync(call);
        await using JsonAnswer answer = call.Answer();
        answer.WriteText("artifact_uri", version.StorageLocation ?? version.Source);
    }

    private static async Task TransitionAsync(ApiCall call) => await AnswerAsync(
        call,
        await call.Store.ModelRegistry.TransitionModelVersionStageAsync(
            NameOf(call), VersionOf(call), call.Request.Text("stage"), call.Request.Flag("archive_existing_versions"), call.Cancelled));

    private static Task SetTagAsync(ApiCall call) => DoAsync(
        call,
        call.Store.ModelRegistry.SetModelVersionTagAsync(
            NameOf(call), VersionOf(call), new Tag(call.Request.Text("key"), call.Request.Text("value")), call.Cancelled));

    private static Task DeleteTagAsync(ApiCall call) =>
        DoAsync(call, call.Store.ModelRegistry.DeleteModelVersionTagAsync(NameOf(call), VersionOf(call), call.Request.Text("key"), call.Cancelled));

    private static Task<ModelVersion> GetAsync(ApiCall call) =>
        call.Store.ModelRegistry.GetModelVersionAsync(NameOf(call), VersionOf(call), call.Cancelled);

    private static string NameOf(ApiCall call) => call.Request.Text("name");

    private static int VersionOf(ApiCall call) => ModelVersion.ParseNumber(call.Request.Text("version"));

    private static async Task AnswerAsync(ApiCall call, ModelVersion version)
    {
        await using JsonAnswer answer = call.Answer();
        ModelJson.Named(answer.Json, version);
    }

    private static async Task DoAsync(ApiCall call, Task change)
    {
        await change;
        await call.DoneAsync();
    }
}
