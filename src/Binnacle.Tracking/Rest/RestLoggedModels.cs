using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Logged models on a server (MLflow 3).</summary>
internal sealed class RestLoggedModels(RestConnection connection, Func<string, IArtifactStore> openArtifacts) : ILoggedModelStore
{
    private const string Root = "api/2.0/mlflow/logged-models";

    public Task<LoggedModel> CreateLoggedModelAsync(LoggedModelCreation creation, CancellationToken cancellationToken = default) => ModelAsync(
        HttpMethod.Post,
        "",
        json =>
        {
            json.WriteString("experiment_id", creation.ExperimentId);
            RestJson.WriteText(json, "name", creation.Name);
            RestJson.WriteText(json, "model_type", creation.ModelType);
            RestJson.WriteText(json, "source_run_id", creation.SourceRunId);
            RestJson.WritePairs(json, "params", creation.Params);
            RestJson.WritePairs(json, "tags", creation.Tags);
        },
        cancellationToken);

    public Task<LoggedModel> GetLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        ModelAsync(HttpMethod.Get, Path(modelId), null, cancellationToken);

    public Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) => ModelAsync(
        HttpMethod.Patch,
        Path(modelId),
        json =>
        {
            json.WriteString("model_id", modelId);
            json.WriteString("status", RestModelJson.NameOf(status));
        },
        cancellationToken);

    public Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        CallAsync(HttpMethod.Delete, Path(modelId), static _ => { }, cancellationToken);

    public Task EraseLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        Task.FromException(new TrackingException(
            ErrorCodes.NotImplemented, "A server cannot remove a logged model for good. Run 'binnacle gc' or 'mlflow gc' where its store is."));

    public Task SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Patch,
        Path(modelId) + "/tags",
        json => RestJson.WriteList(json, "tags", tags, static (to, tag) => RestJson.WritePair(to, tag.Key, tag.Value)),
        cancellationToken);

    public Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        CallAsync(HttpMethod.Delete, $"{Path(modelId)}/tags/{Uri.EscapeDataString(key)}", static _ => { }, cancellationToken);

    public Task LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default) => CallAsync(
        HttpMethod.Post,
        Path(modelId) + "/params",
        json =>
        {
            json.WriteString("model_id", modelId);
            RestJson.WriteList(json, "params", parameters, static (to, param) => RestJson.WritePair(to, param.Key, param.Value));
        },
        cancellationToken);

    public async Task<PagedList<LoggedModel>> SearchLoggedModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        if (query.View != ViewType.ActiveOnly)
            throw new TrackingException(ErrorCodes.NotImplemented, "A server cannot search for deleted logged models: its API has no call for it.");
        JsonElement answer = await CallAsync(
            HttpMethod.Post,
            "/search",
            json =>
            {
                RestJson.WriteTexts(json, "experiment_ids", query.ExperimentIds);
                RestJson.WriteText(json, "filter", query.Filter);
                RestJson.WriteList(json, "datasets", query.Datasets, static (to, dataset) =>
                {
                    to.WriteString("dataset_name", dataset.Name);
                    RestJson.WriteText(to, "dataset_digest", dataset.Digest);
                });
                RestJson.WriteList(json, "order_by", [.. query.OrderBy.Select((clause, i) => (clause, query.OrderDatasets.ElementAtOrDefault(i)))], WriteOrder);
                json.WriteNumber("max_results", query.MaxResults);
                RestJson.WriteText(json, "page_token", query.PageToken);
            },
            cancellationToken);
        return answer.Page("models", RestModelJson.ToLoggedModel);
    }

    public IArtifactStore OpenArtifacts(LoggedModel model) => openArtifacts(model.ArtifactLocation);

    private static void WriteOrder(Utf8JsonWriter json, (string Clause, ModelDataset? Dataset) order)
    {
        string text = order.Clause.Trim();
        bool descending = text.EndsWith(" DESC", StringComparison.OrdinalIgnoreCase), ascending = text.EndsWith(" ASC", StringComparison.OrdinalIgnoreCase);
        json.WriteString("field_name", descending || ascending ? text[..text.LastIndexOf(' ')].TrimEnd() : text);
        json.WriteBoolean("ascending", !descending);
        RestJson.WriteText(json, "dataset_name", order.Dataset?.Name);
        RestJson.WriteText(json, "dataset_digest", order.Dataset?.Digest);
    }

    private async Task<LoggedModel> ModelAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        RestModelJson.ToLoggedModel((await CallAsync(method, path, body, cancellationToken)).Part("model"));

    private Task<JsonElement> CallAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        connection.CallAsync(method, Root + path, body, cancellationToken);

    private static string Path(string modelId) => "/" + Uri.EscapeDataString(modelId);
}
