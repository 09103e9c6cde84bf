using System.Globalization;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Registered models on a server.</summary>
internal sealed partial class RestModelRegistry(RestConnection connection) : IModelRegistryStore
{
    private const string Models = "registered-models/";
    private const string Versions = "model-versions/";

    public Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default) => ModelAsync(
        HttpMethod.Post,
        "create",
        json =>
        {
            json.WriteString("name", name);
            RestJson.WriteText(json, "description", description);
            RestJson.WritePairs(json, "tags", tags ?? new Dictionary<string, string>());
        },
        cancellationToken);

    public async Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        RestModelJson.ToRegisteredModel((await GetAsync($"{Models}get?name={Escape(name)}", cancellationToken)).Part("registered_model"));

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) => ModelAsync(
        HttpMethod.Patch,
        "update",
        json =>
        {
            json.WriteString("name", name);
            RestJson.WriteText(json, "description", description);
        },
        cancellationToken);

    public Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default) => ModelAsync(
        HttpMethod.Post,
        "rename",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("new_name", newName);
        },
        cancellationToken);

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync(HttpMethod.Delete, Models + "delete", json => json.WriteString("name", name), cancellationToken);

    public async Task<PagedList<RegisteredModel>> SearchRegisteredModelsAsync(ModelQuery query, CancellationToken cancellationToken = default) =>
        (await GetAsync($"{Models}search?{Search(query)}", cancellationToken)).Page("registered_models", RestModelJson.ToRegisteredModel);

    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<string>? stages = null, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await CallAsync(
            HttpMethod.Post,
            Models + "get-latest-versions",
            json =>
            {
                json.WriteString("name", name);
                RestJson.WriteTexts(json, "stages", stages ?? []);
            },
            cancellationToken);
        return [.. answer.List("model_versions").Select(RestModelJson.ToModelVersion)];
    }

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Post,
        Models + "set-tag",
        json =>
        {
            json.WriteString("name", name);
            RestJson.WritePair(json, tag.Key, tag.Value);
        },
        cancellationToken);

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Delete,
        Models + "delete-tag",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("key", key);
        },
        cancellationToken);

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Post,
        Models + "alias",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("alias", alias);
            json.WriteString("version", Text(version));
        },
        cancellationToken);

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Delete,
        Models + "alias",
        json =>
        {
            json.WriteString("name", name);
            json.WriteString("alias", alias);
        },
        cancellationToken);

    public async Task<ModelVersion> GetModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        RestModelJson.ToModelVersion((await GetAsync($"{Models}alias?name={Escape(name)}&alias={Escape(alias)}", cancellationToken)).Part("model_version"));

    private async Task<RegisteredModel> ModelAsync(HttpMethod method, string call, Action<Utf8JsonWriter> body, CancellationToken cancellationToken) =>
        RestModelJson.ToRegisteredModel((await CallAsync(method, Models + call, body, cancellationToken)).Part("registered_model"));

    private Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        connection.CallAsync(HttpMethod.Get, "api/2.0/mlflow/" + path, null as Action<Utf8JsonWriter>, cancellationToken);

    private Task<JsonElement> CallAsync(HttpMethod method, string path, Action<Utf8JsonWriter> body, CancellationToken cancellationToken) =>
        connection.CallAsync(method, "api/2.0/mlflow/" + path, body, cancellationToken);

    private static string Search(ModelQuery query) => string.Concat(
        string.Create(CultureInfo.InvariantCulture, $"max_results={query.MaxResults}"),
        string.IsNullOrEmpty(query.Filter) ? "" : "&filter=" + Escape(query.Filter),
        string.Concat(query.OrderBy.Select(clause => "&order_by=" + Escape(clause))),
        query.PageToken is null ? "" : "&page_token=" + Escape(query.PageToken));

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
