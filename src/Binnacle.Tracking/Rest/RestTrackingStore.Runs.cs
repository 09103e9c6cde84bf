using System.Text.Json;

namespace Binnacle.Tracking;

public sealed partial class RestTrackingStore
{
    /// <inheritdoc/>
    public async Task<Run> CreateRunAsync(RunCreation creation, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await PostAsync(
            "runs/create",
            json =>
            {
                json.WriteString("experiment_id", creation.ExperimentId);
                json.WriteString("user_id", creation.UserId);
                json.WriteNumber("start_time", creation.StartTime ?? _connection.Now);
                if (!string.IsNullOrEmpty(creation.RunName))
                    json.WriteString("run_name", creation.RunName);
                RestJson.WritePairs(json, "tags", creation.Tags);
            },
            cancellationToken);
        return RestJson.ToRun(answer.Part("run"));
    }

    /// <inheritdoc/>
    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        RestJson.ToRun((await GetAsync($"runs/get?run_id={Escape(runId)}&run_uuid={Escape(runId)}", cancellationToken)).Part("run"));

    /// <inheritdoc/>
    /// <remarks>The API cannot remove an end time: a run that goes on keeps the old one until it ends again.</remarks>
    public async Task<RunInfo> UpdateRunAsync(string runId, RunUpdate update, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await OfRun(
            "update",
            runId,
            json =>
            {
                RestJson.WriteText(json, "status", update.Status?.ToName());
                if (update.EndTime is { } end)
                    json.WriteNumber("end_time", end);
                RestJson.WriteText(json, "run_name", string.IsNullOrEmpty(update.RunName) ? null : update.RunName);
            },
            cancellationToken);
        return RestJson.ToRunInfo(answer.Part("run_info"));
    }

    /// <inheritdoc/>
    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) => OfRun("delete", runId, null, cancellationToken);

    /// <inheritdoc/>
    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) => OfRun("restore", runId, null, cancellationToken);

    /// <inheritdoc/>
    public async Task<PagedList<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        JsonElement answer = await PostAsync(
            "runs/search",
            json =>
            {
                RestJson.WriteTexts(json, "experiment_ids", query.ExperimentIds);
                json.WriteString("run_view_type", NameOf(query.View));
                WriteSearch(json, query.Filter, query.OrderBy, query.MaxResults, query.PageToken);
            },
            cancellationToken);
        return answer.Page("runs", RestJson.ToRun);
    }

    /// <inheritdoc/>
    public Task EraseRunAsync(string runId, CancellationToken cancellationToken = default) =>
        Unsupported("remove a run for good", "Run 'binnacle gc' or 'mlflow gc' where its store is.");

    private Task<JsonElement> OfRun(string call, string runId, Action<Utf8JsonWriter>? fields, CancellationToken cancellationToken) => PostAsync(
        "runs/" + call,
        json =>
        {
            json.WriteString("run_id", runId);
            json.WriteString("run_uuid", runId);
            fields?.Invoke(json);
        },
        cancellationToken);
}
