using System.Text.Json;

namespace Binnacle.Tracking;

public sealed partial class RestTrackingStore
{
    /// <summary>Servers refuse greater bodies of a batch.</summary>
    private const int MaxBatchBytes = 1_000_000;

    /// <inheritdoc/>
    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default) =>
        OfRun("log-metric", runId, json => RestJson.WriteMetric(json, metric), cancellationToken);

    /// <inheritdoc/>
    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default) =>
        OfRun("log-parameter", runId, json => RestJson.WritePair(json, param.Key, param.Value), cancellationToken);

    /// <inheritdoc/>
    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default) =>
        OfRun("set-tag", runId, json => RestJson.WritePair(json, tag.Key, tag.Value), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        OfRun("delete-tag", runId, json => json.WriteString("key", key), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A batch of more than a million bytes is sent in parts.</remarks>
    public async Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default)
    {
        byte[] body = RestConnection.BodyOf(json => WriteBatch(json, runId, batch));
        if (body.Length <= MaxBatchBytes || batch.Metrics.Count + batch.Params.Count + batch.Tags.Count < 2)
        {
            await _connection.CallAsync(HttpMethod.Post, Root + "runs/log-batch", body, cancellationToken);
            return;
        }

        // The store would check the whole before it writes; so do we.
        BatchRules.Check(batch);
        foreach (RunBatch part in Halves(batch))
            await LogBatchAsync(runId, part, cancellationToken);
    }

    /// <inheritdoc/>
    public Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellationToken = default) =>
        OfRun("log-inputs", runId, json => RestJson.WriteList(json, "datasets", inputs, RestJson.WriteDatasetInput), cancellationToken);

    /// <inheritdoc/>
    public Task LogModelInputsAsync(string runId, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default) =>
        OfRun("log-inputs", runId, json => RestJson.WriteList(json, "models", modelIds, static (to, id) => to.WriteString("model_id", id)), cancellationToken);

    /// <inheritdoc/>
    public Task LogModelOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default) => OfRun(
        "outputs",
        runId,
        json => RestJson.WriteList(json, "models", outputs, static (to, output) =>
        {
            to.WriteString("model_id", output.ModelId);
            to.WriteNumber("step", output.Step);
        }),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<int> TrimMetricsAsync(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken = default)
    {
        Run run = await GetRunAsync(runId, cancellationToken);
        if (run.Metrics.Values.Any(metric => metric.Step > lastStep && keys(metric.Key)))
            await Unsupported("drop points of metrics", "Log to the store itself, or resume into a new run.");
        return 0;
    }

    private static void WriteBatch(Utf8JsonWriter json, string runId, RunBatch batch)
    {
        json.WriteString("run_id", runId);
        RestJson.WriteList(json, "metrics", batch.Metrics, RestJson.WriteMetric);
        RestJson.WriteList(json, "params", batch.Params, static (to, param) => RestJson.WritePair(to, param.Key, param.Value));
        RestJson.WriteList(json, "tags", batch.Tags, static (to, tag) => RestJson.WritePair(to, tag.Key, tag.Value));
    }

    /// <summary>Two parts, in the order in which a batch is logged: parameters, metrics, tags.</summary>
    private static RunBatch[] Halves(RunBatch batch)
    {
        int half = (batch.Params.Count + batch.Metrics.Count + batch.Tags.Count) / 2;
        (int parameters, int metrics) = (Math.Min(half, batch.Params.Count), Math.Clamp(half - batch.Params.Count, 0, batch.Metrics.Count));
        int tags = Math.Max(0, half - batch.Params.Count - batch.Metrics.Count);
        return
        [
            new RunBatch { Params = [.. batch.Params.Take(parameters)], Metrics = [.. batch.Metrics.Take(metrics)], Tags = [.. batch.Tags.Take(tags)] },
            new RunBatch { Params = [.. batch.Params.Skip(parameters)], Metrics = [.. batch.Metrics.Skip(metrics)], Tags = [.. batch.Tags.Skip(tags)] },
        ];
    }
}
