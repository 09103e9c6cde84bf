namespace Binnacle.Tracking;

/// <summary>Gathers items into batches that a store accepts.</summary>
internal sealed class LogBatchBuilder
{
    private readonly List<Metric> _metrics = [];
    private readonly List<Param> _params = [];
    private readonly List<Tag> _tags = [];

    public int Count => _metrics.Count + _params.Count + _tags.Count;

    /// <summary>Whether the item must wait for the next batch.</summary>
    public bool IsFullFor(LogItem item) => Count >= RunBatch.MaxMetrics
        || (item.Param is { } param && (_params.Count >= RunBatch.MaxParams || _params.Exists(other => other.Key == param.Key)))
        || (item.Tag is not null && _tags.Count >= RunBatch.MaxTags);

    public void Add(LogItem item)
    {
        if (item.Metric is { } metric)
            _metrics.Add(metric);
        if (item.Param is { } param)
            _params.Add(param);
        if (item.Tag is { } tag)
            _tags.Add(tag);
    }

    public RunBatch Take()
    {
        RunBatch batch = new() { Metrics = [.. _metrics], Params = [.. _params], Tags = [.. _tags] };
        _metrics.Clear();
        _params.Clear();
        _tags.Clear();
        return batch;
    }
}
