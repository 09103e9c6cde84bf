namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    /// <inheritdoc/>
    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            NameRules.CheckMetric(metric);
            RunFolder folder = FindActiveRun(runId);
            Write(folder, metric.Key, [metric]);
            WriteToModel(folder, metric);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            Param stored = NameRules.CheckParam(param);
            Write(FindActiveRun(runId), stored);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            NameRules.CheckTag(tag.Key);
            Write(FindActiveRun(runId), tag);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            NameRules.CheckTag(key);
            if (!ValueFolder.Delete(FindActiveRun(runId).TagsPath, key))
                throw TrackingException.Missing($"No tag with name: {key} in run with id {runId}");
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default) =>
        Run(() => LogBatch(runId, batch), cancellationToken);

    /// <inheritdoc/>
    public Task<int> TrimMetricsAsync(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken = default) =>
        Run(() => TrimMetrics(runId, keys, lastStep, cancellationToken), cancellationToken);

    private void LogBatch(string runId, RunBatch batch)
    {
        BatchRules.Check(batch);
        Param[] stored = [.. batch.Params.Select((param, i) => NameRules.CheckParam(param, $"params[{i}].key"))];
        RunFolder folder = FindActiveRun(runId);
        foreach (Param param in stored)
            CheckUnchanged(folder, param);
        foreach (Param param in stored)
            Write(folder, param);
        foreach (IGrouping<string, Metric> points in batch.Metrics.GroupBy(metric => metric.Key, StringComparer.Ordinal))
            Write(folder, points.Key, points);
        foreach (Metric metric in batch.Metrics)
            WriteToModel(folder, metric);
        foreach (Tag tag in batch.Tags)
            Write(folder, tag);
    }

    private void Write(RunFolder folder, string key, IEnumerable<Metric> points)
    {
        MetricFile.Append(ValueFolder.Prepare(folder.MetricsPath, key), points);
        // Searches look at the folders only of runs that have ended or been quiet: see RunCache.
        if (_states.MustTouch(folder))
            Touch(folder);
    }

    private void Touch(RunFolder folder)
    {
        lock (_metaLock)
            File.SetLastWriteTimeUtc(folder.MetaPath, DateTime.UtcNow);
    }

    /// <summary>A point that was measured on a logged model is one of the model's too. The run's own line stays short, so that MLflow 2 reads it.</summary>
    private void WriteToModel(RunFolder folder, Metric metric)
    {
        if (metric.Link?.ModelId is { } modelId)
            _loggedModels.Find(modelId).Append(folder.Id, metric);
    }

    private static void Write(RunFolder folder, Param param)
    {
        if (!ValueFolder.Create(folder.ParamsPath, param.Key, param.Value))
            CheckUnchanged(folder, param);
    }

    private void Write(RunFolder folder, Tag tag)
    {
        ValueFolder.Set(folder.TagsPath, tag.Key, tag.Value, folder.Path);
        if (tag.Key != ReservedTags.RunName)
            return;
        lock (_metaLock)
            folder.Change(meta => meta["run_name"] = tag.Value);
    }

    private static void CheckUnchanged(RunFolder folder, Param param)
    {
        if (ValueFolder.Get(folder.ParamsPath, param.Key) is { } old && old != param.Value)
        {
            throw TrackingException.Invalid($"Changing param values is not allowed. Param with key='{param.Key}' was already logged with "
                + $"value='{old}' for run ID='{folder.Id}'. Attempted logging new value '{param.Value}'.");
        }
    }

    private int TrimMetrics(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken)
    {
        RunFolder folder = FindActiveRun(runId);
        int dropped = 0;
        foreach ((string key, string path) in ValueFolder.Files(folder.MetricsPath).ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (keys(key))
                dropped += MetricFile.Trim(path, key, lastStep, folder.Path, Warner());
        }

        return dropped;
    }
}
