using System.Text.Json;
using Binnacle.Server.Api;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using static Binnacle.Server.Api.Requests.MessageField;

namespace Binnacle.Server.Security.Users;

/// <summary>Calls about users and their permissions, as MLflow's authentication client makes them.</summary>
internal static class UserCalls
{
    private const string Root = "2.0/mlflow/users/";
    private static readonly MessageField Name = Text("username").Required();
    private static readonly MessageType ByName = new(Name);
    private static readonly MessageType WithPassword = new(Name, Text("password").Required());

    public static void Map(ApiRoutes api)
    {
        api.Post(Root + "create", WithPassword, CreateAsync);
        api.Get(Root + "get", ByName, GetAsync);
        api.Get(Root + "list", ApiRoutes.NoFields, ListAsync);
        api.Get(Root + "current", ApiRoutes.NoFields, CurrentAsync);
        api.Patch(Root + "update-password", WithPassword, UpdatePasswordAsync);
        api.Patch(Root + "update-admin", new MessageType(Name, Flag("is_admin").Checked()), UpdateAdminAsync);
        api.Delete(Root + "delete", ByName, DeleteAsync);
        PermissionCalls.Map(api);
    }

    private static async Task CreateAsync(ApiCall call)
    {
        (await AccessAsync(call)).RequireAdmin();
        await AnswerAsync(call, Users(call).Add(NameOf(call), call.Request.Text("password")));
    }

    private static async Task GetAsync(ApiCall call)
    {
        await RequireSelfAsync(call);
        await AnswerAsync(call, Need(call));
    }

    private static async Task ListAsync(ApiCall call)
    {
        (await AccessAsync(call)).RequireAdmin();
        await using JsonAnswer answer = call.Answer();
        await answer.WriteListAsync("users", Users(call).All, Write);
    }

    private static async Task CurrentAsync(ApiCall call) => await AnswerAsync(call, (await AccessAsync(call)).User ?? throw Access.Denied());

    private static async Task UpdatePasswordAsync(ApiCall call)
    {
        await RequireSelfAsync(call);
        Users(call).SetPassword(NameOf(call), call.Request.Text("password"));
        await call.DoneAsync();
    }

    private static async Task UpdateAdminAsync(ApiCall call)
    {
        (await AccessAsync(call)).RequireAdmin();
        Users(call).SetAdmin(NameOf(call), call.Request.Flag("is_admin"));
        await call.DoneAsync();
    }

    private static async Task DeleteAsync(ApiCall call)
    {
        (await AccessAsync(call)).RequireAdmin();
        Users(call).Remove(NameOf(call));
        await call.DoneAsync();
    }

    /// <summary>Users may see and change themselves; administrators everybody.</summary>
    private static async Task RequireSelfAsync(ApiCall call)
    {
        Access access = await AccessAsync(call);
        if (access.User?.Name != NameOf(call))
            access.RequireAdmin();
    }

    public static ValueTask<Access> AccessAsync(ApiCall call) => call.Service<CurrentAccess>().GetAsync();

    public static UserDirectory Users(ApiCall call) => call.Service<UserDirectory>();

    public static UserAccount Need(ApiCall call) => Users(call).Find(NameOf(call))
        ?? throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"User with username={NameOf(call)} not found");

    private static string NameOf(ApiCall call) => call.Request.Text("username");

    private static async Task AnswerAsync(ApiCall call, UserAccount user)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WritePropertyName("user");
        Write(answer.Json, user);
    }

    private static void Write(Utf8JsonWriter json, UserAccount user)
    {
        json.WriteStartObject();
        json.WriteNumber("id", user.Id);
        json.WriteString("username", user.Name);
        json.WriteBoolean("is_admin", user.IsAdmin);
        WritePermissions(json, "experiment_permissions", "experiment_id", user.Experiments, user.Id);
        WritePermissions(json, "registered_model_permissions", "name", user.Models, user.Id);
        json.WriteEndObject();
    }

    private static void WritePermissions(Utf8JsonWriter json, string name, string key, IReadOnlyDictionary<string, Permission> permissions, int userId)
    {
        json.WriteStartArray(name);
        foreach ((string item, Permission permission) in permissions)
        {
            json.WriteStartObject();
            PermissionCalls.WriteFields(json, key, item, userId, permission);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
