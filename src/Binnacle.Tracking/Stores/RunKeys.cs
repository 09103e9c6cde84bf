namespace Binnacle.Tracking;

/// <summary>The names that the runs of an experiment logged under, each kind in order.</summary>
/// <param name="Params">Names of parameters.</param>
/// <param name="Metrics">Names of metrics.</param>
/// <param name="Tags">Names of tags.</param>
public sealed record RunKeys(IReadOnlyList<string> Params, IReadOnlyList<string> Metrics, IReadOnlyList<string> Tags)
{
    /// <summary>The names in a list of runs.</summary>
    public static RunKeys Of(IEnumerable<Run> runs)
    {
        SortedSet<string> parameters = new(StringComparer.Ordinal), metrics = new(StringComparer.Ordinal), tags = new(StringComparer.Ordinal);
        foreach (Run run in runs)
        {
            parameters.UnionWith(run.Params.Keys);
            metrics.UnionWith(run.Metrics.Keys);
            tags.UnionWith(run.Tags.Keys);
        }

        return new RunKeys([.. parameters], [.. metrics], [.. tags]);
    }
}
