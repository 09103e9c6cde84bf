using Binnacle.Configuration;
using Binnacle.Tuning;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Integrations;

/// <summary><c>hydra/sweeper: optuna</c>: asks a study for trials, runs them as jobs, tells their values.</summary>
/// <remarks>
/// Batches of <c>n_jobs</c> trials are asked together, run together (in worker processes when there are several) and told in
/// order, as Hydra's sweeper does: the same seed gives the same trials. A failing trial is told as failed; the sweep goes on
/// while no more than <c>max_failure_rate</c> of a batch failed. Without a storage the study is kept as a journal in the sweep's folder.
/// Between batches the sweep heeds <see cref="Study.RequestStop"/>.
/// </remarks>
public sealed class OptunaSweeper : ISweeper
{
    private readonly IReadOnlyDictionary<string, Action<MapNode, Trial>> _customSearchSpaces;

    /// <param name="customSearchSpaces">What <c>hydra.sweeper.custom_search_space</c> can name: each suggests further parameters of a trial.</param>
    public OptunaSweeper(IReadOnlyDictionary<string, Action<MapNode, Trial>>? customSearchSpaces = null) =>
        _customSearchSpaces = customSearchSpaces ?? new Dictionary<string, Action<MapNode, Trial>>();

    /// <inheritdoc/>
    public async Task SweepAsync(Sweep sweep, CancellationToken cancellationToken)
    {
        OptunaOptions options = OptunaOptions.Read(sweep.Config);
        SearchSpace space = SearchSpaceReader.Read(sweep.Config, sweep.Overrides);
        Action<MapNode, Trial>? customSearchSpace = CustomSearchSpace(options);
        using StudyHandle handle = StudyHandle.Open(options, space, sweep.Directory);
        Announce(sweep.Logger, handle.Study, options);
        var batches = new TrialBatches(sweep, handle, options, space, customSearchSpace);
        try
        {
            int count = TrialCount(options, space);
            handle.Study.SetPlannedTrials(handle.Study.Trials.Count(trial => trial.State != TrialState.Waiting) + count);
            await batches.RunAsync(count, cancellationToken);
            OptimizationResults.Write(sweep, handle.Study, batches.Told);
        }
        catch (TuningException error)
        {
            throw new JobFailedException($"The study '{handle.Study.Name}' cannot go on: {error.Message}", error);
        }
    }

    /// <summary>The first batch that a new study of this sampler asks; a study in a storage is not looked at.</summary>
    /// <inheritdoc/>
    public IEnumerable<SweepJob> Preview(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        OptunaOptions options = OptunaOptions.Read(sweep.Config) with { Storage = null };
        SearchSpace space = SearchSpaceReader.Read(sweep.Config, sweep.Overrides);
        using StudyHandle handle = StudyHandle.Open(options, space, directory: null);
        var batches = new TrialBatches(sweep, handle, options, space, CustomSearchSpace(options));
        return batches.First(Math.Min(options.BatchSize, TrialCount(options, space)));
    }

    private Action<MapNode, Trial>? CustomSearchSpace(OptunaOptions options)
    {
        if (options.CustomSearchSpace is not { } name)
            return null;
        return _customSearchSpaces.TryGetValue(name, out Action<MapNode, Trial>? found)
            ? found
            : throw new ConfigException($"hydra.sweeper.custom_search_space: the program has no '{name}'; give it to UseOptuna(…).");
    }

    /// <summary>A grid ends with its last point.</summary>
    private static int TrialCount(OptunaOptions options, SearchSpace space) => SamplerFactory.IsGrid(options.Sampler)
        ? (int)Math.Min(options.Trials, space.Searched.Aggregate(1L, (count, item) => count * GridValues.Of(item.Value).Count))
        : options.Trials;

    private static void Announce(ILogger logger, Study study, OptunaOptions options)
    {
        logger.LogInformation("Study name: {Name}", study.Name);
        logger.LogInformation("Storage: {Storage}", options.Storage ?? "None");
        logger.LogInformation("Sampler: {Sampler}", study.Sampler.GetType().Name);
        logger.LogInformation("Directions: [{Directions}]", string.Join(", ", options.Directions.Select(item => $"'{item.ToString().ToLowerInvariant()}'")));
    }
}
