using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>The genetic algorithm NSGA-II: generations of trials, parents by non-domination and crowding.</summary>
/// <remarks>With the same seed and history it suggests what Optuna 4.9 suggests. Generations are kept as attributes, so that workers share them.</remarks>
public sealed class NsgaIISampler : IStatefulSampler
{
    private readonly NsgaOptions _options;
    private readonly RandomSampler _random;
    private readonly RandomState _generator;
    private readonly ChildGeneration _children;
    private readonly Generations _generations;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NsgaIISampler(NsgaOptions? options = null)
    {
        _options = (options ?? new NsgaOptions()).Checked();
        _random = new RandomSampler(_options.Seed);
        _generator = new RandomState(_options.Seed);
        _children = new ChildGeneration(_options, _generator);
        _generations = new Generations("NSGAIISampler", _options.PopulationSize, new CrowdingSelection(_options).Select);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial) => _generations.SearchSpace(study);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        IReadOnlyList<FrozenTrial> parents = _generations.ParentsOf(study, trial);
        return parents.Count == 0 ? NoParameters.Instance : _children.Child(study, parents, searchSpace);
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) => _random.Draw(distribution);

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        if (_options.Constraints is { } constraints)
            TrialConstraints.Store(study, trial, state, constraints);
    }

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_generator, _random.Generator);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _generator, _random.Generator);
}
