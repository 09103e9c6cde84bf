using System.Text.Json;

namespace Binnacle.Tracking;

public sealed partial class RestTrackingStore
{
    private const int MaxExperimentsOfDatasets = 20;

    /// <inheritdoc/>
    public async Task<string> CreateExperimentAsync(
        string name, string? artifactLocation = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await PostAsync(
            "experiments/create",
            json =>
            {
                json.WriteString("name", name);
                RestJson.WriteText(json, "artifact_location", artifactLocation);
                RestJson.WritePairs(json, "tags", tags ?? new Dictionary<string, string>());
            },
            cancellationToken);
        return answer.Text("experiment_id");
    }

    /// <inheritdoc/>
    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        RestJson.ToExperiment((await GetAsync($"experiments/get?experiment_id={Escape(experimentId)}", cancellationToken)).Part("experiment"));

    /// <inheritdoc/>
    public async Task<Experiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            JsonElement answer = await GetAsync($"experiments/get-by-name?experiment_name={Escape(name)}", cancellationToken);
            return RestJson.ToExperiment(answer.Part("experiment"));
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<PagedList<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await PostAsync(
            "experiments/search",
            json =>
            {
                json.WriteString("view_type", NameOf(query.View));
                WriteSearch(json, query.Filter, query.OrderBy, query.MaxResults, query.PageToken);
            },
            cancellationToken);
        return answer.Page("experiments", RestJson.ToExperiment);
    }

    /// <inheritdoc/>
    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        OfExperiment("update", experimentId, json => json.WriteString("new_name", newName), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        OfExperiment("delete", experimentId, null, cancellationToken);

    /// <inheritdoc/>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        OfExperiment("restore", experimentId, null, cancellationToken);

    /// <inheritdoc/>
    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        OfExperiment("set-experiment-tag", experimentId, json => RestJson.WritePair(json, tag.Key, tag.Value), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        OfExperiment("delete-experiment-tag", experimentId, json => json.WriteString("key", key), cancellationToken);

    /// <inheritdoc/>
    public Task EraseExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        Unsupported("remove an experiment for good", "Run 'binnacle gc' or 'mlflow gc' where its store is.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        List<DatasetSummary> found = [];
        foreach (string[] part in experimentIds.Chunk(MaxExperimentsOfDatasets))
        {
            JsonElement answer = await _connection.CallAsync(
                HttpMethod.Post, "ajax-" + Root + "experiments/search-datasets", json => RestJson.WriteTexts(json, "experiment_ids", part), cancellationToken);
            found.AddRange(answer.List("dataset_summaries").Select(summary =>
                new DatasetSummary(summary.Text("experiment_id"), summary.Text("name"), summary.Text("digest"), summary.TextOrNothing("context"))));
        }

        return found;
    }

    private Task OfExperiment(string call, string experimentId, Action<Utf8JsonWriter>? fields, CancellationToken cancellationToken) => PostAsync(
        "experiments/" + call,
        json =>
        {
            json.WriteString("experiment_id", experimentId);
            fields?.Invoke(json);
        },
        cancellationToken);

    private static void WriteSearch(Utf8JsonWriter json, string? filter, IReadOnlyList<string> orderBy, int maxResults, string? pageToken)
    {
        RestJson.WriteText(json, "filter", filter);
        RestJson.WriteTexts(json, "order_by", orderBy);
        json.WriteNumber("max_results", maxResults);
        RestJson.WriteText(json, "page_token", pageToken);
    }
}
