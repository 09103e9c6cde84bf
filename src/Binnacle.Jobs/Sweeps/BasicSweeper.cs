using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary><c>hydra/sweeper: basic</c>: every combination of the swept values; the first key varies slowest.</summary>
/// <remarks>
/// Keys of <c>hydra.sweeper.params</c> come first, then the command line's; an override of the same key replaces the value and
/// keeps the place. With <c>max_batch_size</c> jobs run in batches of that size; a failing job ends the sweep after its batch.
/// </remarks>
public sealed class BasicSweeper : ISweeper
{
    /// <inheritdoc/>
    public async Task SweepAsync(Sweep sweep, CancellationToken cancellationToken)
    {
        List<SweepJob> jobs = [.. Jobs(sweep)];
        RecordFiles.Save(sweep.Directory, "multirun.yaml", sweep.FullConfig);
        foreach (SweepJob[] batch in jobs.Chunk(BatchSize(sweep.Config, jobs.Count)))
        {
            sweep.Validate(batch);
            foreach (SweepJob job in batch)
                sweep.Manifest.Asked(job);
            IReadOnlyList<JobReturn> returns = await sweep.LaunchAsync(batch, 1, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            int failed = returns.Count(result => result.Status != JobStatus.Completed);
            if (failed > 0)
                throw new JobFailedException($"{failed} of {returns.Count} jobs failed.");
        }
    }

    /// <summary>The combinations of all swept values, as jobs.</summary>
    private static IEnumerable<SweepJob> Jobs(Sweep sweep)
    {
        List<IReadOnlyList<string>> choices = [.. SweepOverrides.Merge(sweep).Select(item => Texts(item, sweep.GroupOptions))];
        IEnumerable<IEnumerable<string>> product = [[]];
        foreach (IReadOnlyList<string> values in choices)
            product = product.SelectMany(head => values, (head, value) => head.Append(value));
        return product.Select((overrides, number) => new SweepJob(number, [.. overrides]));
    }

    private static IReadOnlyList<string> Texts(Override item, Func<string, IReadOnlyList<string>> groupOptions) => item.Value switch
    {
        GlobSweep glob => [.. GlobOptions.Matching(glob, groupOptions(item.Key)).Select(option => item.TextWith(new ScalarValue(option)))],
        SweepValue sweep => [.. SweepElements.Of(sweep).Select(item.TextWith)],
        _ => [item.ElementText()],
    };

    private static int BatchSize(MapNode config, int jobs) =>
        config.TryGetValue("max_batch_size", out ConfigNode? node) && node is ScalarNode { Value: long size }
            ? size > 0 ? (int)Math.Min(size, int.MaxValue) : throw new ConfigException($"hydra.sweeper.max_batch_size: expected a number from 1, found {size}.", node.Origin)
            : Math.Max(1, jobs);
}
