using Binnacle.Server.Api.Requests;
using Binnacle.Server.Artifacts;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Api;

/// <summary>Calls about registered models and their aliases.</summary>
internal static class RegistryCalls
{
    private const string Root = "2.0/mlflow/registered-models/";
    private const int MaxModels = 1000;
    private static readonly MessageField Name = Text("name").Required();
    private static readonly MessageType ByName = new(Name);
    private static readonly MessageType Alias = new(Name, Text("alias").Required());

    private static readonly MessageType Query = new(
        Text("filter").Checked(), ApiFields.MaxResults.Checked() with { AtMost = MaxModels }, Texts("order_by").ItemsChecked(), ApiFields.PageToken.Checked());

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create", new MessageType(Name, ApiFields.Tags.Checked(), Text("description").Checked()), CreateAsync);
        api.Get(Root + "get", ByName, async call => await AnswerAsync(call, await call.Store.ModelRegistry.GetRegisteredModelAsync(NameOf(call), call.Cancelled)));
        api.Patch(Root + "update", new MessageType(Name, Text("description").Checked()), UpdateAsync);
        api.Post(Root + "rename", new MessageType(Name, Text("new_name").Required()), RenameAsync);
        api.Delete(Root + "delete", ByName, call => DoAsync(call, call.Store.ModelRegistry.DeleteRegisteredModelAsync(NameOf(call), call.Cancelled)));
        api.Get(Root + "search", Query, SearchAsync);
        api.Post(Root + "get-latest-versions", new MessageType(Name, Texts("stages").ItemsChecked()), GetLatestVersionsAsync);
        api.Get(Root + "get-latest-versions", new MessageType(Name, Texts("stages").ItemsChecked()), GetLatestVersionsAsync);
        api.Post(Root + "set-tag", new MessageType(Name, Text("key").Required(), Text("value").Checked()), SetTagAsync);
        api.Delete(Root + "delete-tag", new MessageType(Name, Text("key").Required()), DeleteTagAsync);
        api.Post(Root + "alias", new MessageType(Name, Text("alias").Required(), Text("version").Required()), SetAliasAsync);
        api.Get(Root + "alias", Alias, GetByAliasAsync);
        api.Delete(Root + "alias", Alias, call => DoAsync(call, call.Store.ModelRegistry.DeleteAliasAsync(NameOf(call), call.Request.Text("alias"), call.Cancelled)));
    }

    private static async Task CreateAsync(ApiCall call)
    {
        RegisteredModel model = await call.Store.ModelRegistry.CreateRegisteredModelAsync(
            NameOf(call), call.Request.TextOrNull("description"), ApiFields.ToMap(call.Request.Messages("tags")), call.Cancelled);
        await AnswerAsync(call, model);
    }

    private static async Task UpdateAsync(ApiCall call) => await AnswerAsync(
        call, await call.Store.ModelRegistry.UpdateRegisteredModelAsync(NameOf(call), call.Request.Text("description"), call.Cancelled));

    private static async Task RenameAsync(ApiCall call) => await AnswerAsync(
        call, await call.Store.ModelRegistry.RenameRegisteredModelAsync(NameOf(call), call.Request.Text("new_name"), call.Cancelled));

    private static async Task SearchAsync(ApiCall call)
    {
        PagedList<RegisteredModel> page = await call.Store.ModelRegistry.SearchRegisteredModelsAsync(QueryOf(call), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("registered_models", page.Items, ModelJson.RegisteredModel);
        answer.WriteText("next_page_token", page.NextPageToken);
    }

    private static async Task GetLatestVersionsAsync(ApiCall call)
    {
        IReadOnlyList<ModelVersion> versions =
            await call.Store.ModelRegistry.GetLatestVersionsAsync(NameOf(call), call.Request.Texts("stages"), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("model_versions", versions, ModelJson.ModelVersion);
    }

    private static Task SetTagAsync(ApiCall call) => DoAsync(
        call, call.Store.ModelRegistry.SetRegisteredModelTagAsync(NameOf(call), new Tag(call.Request.Text("key"), call.Request.Text("value")), call.Cancelled));

    private static Task DeleteTagAsync(ApiCall call) =>
        DoAsync(call, call.Store.ModelRegistry.DeleteRegisteredModelTagAsync(NameOf(call), call.Request.Text("key"), call.Cancelled));

    private static Task SetAliasAsync(ApiCall call) => DoAsync(
        call,
        call.Store.ModelRegistry.SetAliasAsync(NameOf(call), call.Request.Text("alias"), ModelVersion.ParseNumber(call.Request.Text("version")), call.Cancelled));

    private static async Task GetByAliasAsync(ApiCall call)
    {
        ModelVersion version = await call.Store.ModelRegistry.GetModelVersionByAliasAsync(NameOf(call), call.Request.Text("alias"), call.Cancelled);
        await using JsonAnswer answer = call.Answer();
        ModelJson.Named(answer.Json, version);
    }

    public static ModelQuery QueryOf(ApiCall call, int defaultSize = 100) => new()
    {
        Filter = call.Request.TextOrNull("filter"),
        Dialect = FilterDialect.MLflow,
        OrderBy = call.Request.Texts("order_by"),
        MaxResults = (int)Math.Clamp(call.Request.Integer("max_results") ?? defaultSize, int.MinValue, int.MaxValue),
        PageToken = call.Request.TextOrNull("page_token"),
    };

    private static string NameOf(ApiCall call) => call.Request.Text("name");

    private static async Task AnswerAsync(ApiCall call, RegisteredModel model)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject("registered_model");
        ModelJson.RegisteredModelFields(answer.Json, model);
        answer.Json.WriteEndObject();
    }

    private static async Task DoAsync(ApiCall call, Task change)
    {
        await change;
        await call.DoneAsync();
    }
}
