namespace Binnacle.Tracking;

/// <summary>Copies what a run logged into the run that stands for it in another store; what is there already is not written again.</summary>
internal sealed class RunCopy(ITrackingStore from, ITrackingStore to)
{
    public async Task CopyAsync(Run run, Run target, CancellationToken cancellationToken)
    {
        string id = target.Info.RunId;
        Param[] parameters = [.. run.Params.Where(param => target.Params.GetValueOrDefault(param.Key) != param.Value).Select(param => new Param(param.Key, param.Value))];
        foreach (Param[] part in parameters.Chunk(RunBatch.MaxParams))
            await to.LogBatchAsync(id, new RunBatch { Params = part }, cancellationToken);
        Tag[] tags = [.. run.Tags.Where(tag => target.Tags.GetValueOrDefault(tag.Key) != tag.Value).Select(tag => new Tag(tag.Key, tag.Value))];
        foreach (Tag[] part in tags.Chunk(RunBatch.MaxTags))
            await to.LogBatchAsync(id, new RunBatch { Tags = part }, cancellationToken);
        foreach (string key in run.Metrics.Keys)
            await CopyHistoryAsync(run.Info.RunId, id, key, target.Metrics.ContainsKey(key), cancellationToken);
        if (run.Datasets.Count > 0)
            await to.LogInputsAsync(id, run.Datasets, cancellationToken);
    }

    private async Task CopyHistoryAsync(string runId, string targetId, string key, bool mayBeThere, CancellationToken cancellationToken)
    {
        IReadOnlyList<Metric> points = (await from.GetMetricHistoryAsync(runId, key, cancellationToken: cancellationToken)).Items;
        if (mayBeThere)
        {
            HashSet<Metric> there = [.. (await to.GetMetricHistoryAsync(targetId, key, cancellationToken: cancellationToken)).Items];
            points = [.. points.Where(point => !there.Contains(point))];
        }

        foreach (Metric[] part in points.Chunk(RunBatch.MaxMetrics))
            await to.LogBatchAsync(targetId, new RunBatch { Metrics = part }, cancellationToken);
    }
}
