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
        ArgumentNullException.ThrowIfNull(sweep);
        bool isFirst = true;
        foreach (SweepJob[] batch in Batches(sweep))
        {
            if (isFirst)
                RecordFiles.Save(sweep.Directory, "multirun.yaml", sweep.FullConfig);
            isFirst = false;
            sweep.Validate(batch);
            sweep.Manifest.Asked(batch);
            IReadOnlyList<JobReturn> returns = await sweep.LaunchAsync(batch, 1, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            int failed = returns.Count(result => result.Status != JobStatus.Completed);
            if (failed > 0)
                throw new JobFailedException($"{failed} of {returns.Count} jobs failed.");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SweepJob> Preview(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return Batches(sweep).SelectMany(batch => batch);
    }

    private static IEnumerable<SweepJob[]> Batches(Sweep sweep)
    {
        IEnumerable<Override> overrides = OverrideParser.ParseAll([.. SweepOverrides.Params(sweep.Config), .. sweep.Overrides]);
        var combinations = new SweepCombinations(overrides, sweep.GroupOptions);
        int number = 0;
        return combinations.Batches(BatchSize(sweep.Config)).Select(texts => texts.Select(job => new SweepJob(number++, job)).ToArray());
    }

    private static int? BatchSize(MapNode config) => config.TryGetValue("max_batch_size", out ConfigNode? node) && node is ScalarNode { Value: long size }
        ? size > 0 ? (int)Math.Min(size, int.MaxValue) : throw new ConfigException($"hydra.sweeper.max_batch_size: expected a number from 1, found {size}.", node.Origin)
        : null;
}
