using System.Text.Json;

namespace Binnacle.Tracking;

internal sealed partial class RestModelRegistry
{
    public Task<ModelVersion> CreateModelVersionAsync(ModelVersionCreation creation, CancellationToken cancellationToken = default) => VersionAsync(
        HttpMethod.Post,
        "create",
        json =>
        {
            json.WriteString("name", creation.Name);
            json.WriteString("source", creation.Source);
            RestJson.WriteText(json, "run_id", creation.RunId);
            RestJson.WriteText(json, "run_link", creation.RunLink);
            RestJson.WriteText(json, "description", creation.Description);
            RestJson.WritePairs(json, "tags", creation.Tags);
        },
        cancellationToken);

    public async Task<ModelVersion> GetModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        RestModelJson.ToModelVersion((await GetAsync($"{Versions}get?name={Escape(name)}&version={Text(version)}", cancellationToken)).Part("model_version"));

    public Task<ModelVersion> UpdateModelVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) => VersionAsync(
        HttpMethod.Patch,
        "update",
        json =>
        {
            WriteId(json, name, version);
            RestJson.WriteText(json, "description", description);
        },
        cancellationToken);

    public Task<ModelVersion> TransitionModelVersionStageAsync(
        string name, int version, string stage, bool archiveExisting = false, CancellationToken cancellationToken = default) => VersionAsync(
        HttpMethod.Post,
        "transition-stage",
        json =>
        {
            WriteId(json, name, version);
            json.WriteString("stage", stage);
            json.WriteBoolean("archive_existing_versions", archiveExisting);
        },
        cancellationToken);

    public Task DeleteModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        CallAsync(HttpMethod.Delete, Versions + "delete", json => WriteId(json, name, version), cancellationToken);

    public async Task<PagedList<ModelVersion>> SearchModelVersionsAsync(ModelQuery query, CancellationToken cancellationToken = default) =>
        (await GetAsync($"{Versions}search?{Search(query)}", cancellationToken)).Page("model_versions", RestModelJson.ToModelVersion);

    public Task SetModelVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Post,
        Versions + "set-tag",
        json =>
        {
            WriteId(json, name, version);
            RestJson.WritePair(json, tag.Key, tag.Value);
        },
        cancellationToken);

    public Task DeleteModelVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Delete,
        Versions + "delete-tag",
        json =>
        {
            WriteId(json, name, version);
            json.WriteString("key", key);
        },
        cancellationToken);

    private async Task<ModelVersion> VersionAsync(HttpMethod method, string call, Action<Utf8JsonWriter> body, CancellationToken cancellationToken) =>
        RestModelJson.ToModelVersion((await CallAsync(method, Versions + call, body, cancellationToken)).Part("model_version"));

    private static void WriteId(Utf8JsonWriter json, string name, int version)
    {
        json.WriteString("name", name);
        json.WriteString("version", Text(version));
    }
}
