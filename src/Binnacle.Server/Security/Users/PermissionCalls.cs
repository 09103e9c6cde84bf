using System.Text.Json;
using Binnacle.Server.Api;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Security.Users;

/// <summary>Calls about a user's permission on an experiment or on a registered model.</summary>
/// <param name="key">The request's field that names the experiment or model.</param>
/// <param name="entity">The answer's name of the permission.</param>
internal sealed class PermissionCalls(string key, string entity)
{
    public static void Map(ApiRoutes api)
    {
        new PermissionCalls("experiment_id", "experiment_permission").MapBelow(api, "2.0/mlflow/experiments/permissions/");
        new PermissionCalls("name", "registered_model_permission").MapBelow(api, "2.0/mlflow/registered-models/permissions/");
    }

    public static void WriteFields(Utf8JsonWriter json, string key, string item, int userId, Permission permission)
    {
        json.WriteString(key, item);
        json.WriteNumber("user_id", userId);
        json.WriteString("permission", permission.ToName());
    }

    private void MapBelow(ApiRoutes api, string root)
    {
        MessageField item = Text(key).Required(), user = Text("username").Required();
        MessageType one = new(item, user), change = new(item, user, Text("permission").Required());
        api.Post(root + "create", change, SetAsync);
        api.Patch(root + "update", change, SetAsync);
        api.Get(root + "get", one, GetAsync);
        api.Delete(root + "delete", one, DeleteAsync);
    }

    private async Task SetAsync(ApiCall call)
    {
        await RequireManageAsync(call);
        string text = call.Request.Text("permission");
        Permission permission = PermissionNames.Parse(text)
            ?? throw ApiErrors.Invalid($"Invalid permission '{text}'. Valid permissions are: READ, EDIT, MANAGE, NO_PERMISSIONS");
        Change(call, UserCalls.Need(call), permission);
        await AnswerAsync(call, UserCalls.Need(call), permission);
    }

    private async Task GetAsync(ApiCall call)
    {
        await RequireManageAsync(call);
        UserAccount user = UserCalls.Need(call);
        await AnswerAsync(call, user, Of(user).TryGetValue(Item(call), out Permission permission) ? permission : throw Missing(call));
    }

    private async Task DeleteAsync(ApiCall call)
    {
        await RequireManageAsync(call);
        UserAccount user = UserCalls.Need(call);
        if (!Of(user).ContainsKey(Item(call)))
            throw Missing(call);
        Change(call, user, null);
        await call.DoneAsync();
    }

    private bool IsOfModels => key == "name";

    private string Item(ApiCall call) => call.Request.Text(key);

    private IReadOnlyDictionary<string, Permission> Of(UserAccount user) => IsOfModels ? user.Models : user.Experiments;

    private async Task RequireManageAsync(ApiCall call)
    {
        Access access = await UserCalls.AccessAsync(call);
        if (IsOfModels)
            access.RequireModel(Item(call), Permission.Manage);
        else
            access.RequireExperiment(Item(call), Permission.Manage);
    }

    private void Change(ApiCall call, UserAccount user, Permission? permission)
    {
        if (IsOfModels)
            UserCalls.Users(call).SetModelPermission(user.Name, Item(call), permission);
        else
            UserCalls.Users(call).SetExperimentPermission(user.Name, Item(call), permission);
    }

    private TrackingException Missing(ApiCall call) => new(
        ErrorCodes.ResourceDoesNotExist, $"User '{call.Request.Text("username")}' has no permission of its own on {key}={Item(call)}.");

    private async Task AnswerAsync(ApiCall call, UserAccount user, Permission permission)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject(entity);
        WriteFields(answer.Json, key, Item(call), user.Id, permission);
        answer.Json.WriteEndObject();
    }
}
