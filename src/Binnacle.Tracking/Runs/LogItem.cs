namespace Binnacle.Tracking;

/// <summary>Something on its way to the store: a metric, a parameter, a tag, an end, or a mark that all before it has been written.</summary>
internal readonly record struct LogItem
{
    public Metric? Metric { get; init; }

    public Param? Param { get; init; }

    public Tag? Tag { get; init; }

    public RunUpdate? End { get; init; }

    public TaskCompletionSource? Mark { get; init; }
}
