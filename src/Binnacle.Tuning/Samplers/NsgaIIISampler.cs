using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>The genetic algorithm NSGA-III, for many objectives: parents by non-domination and by nearness to reference points.</summary>
/// <remarks>Generations are kept as attributes, so that workers share them.</remarks>
public sealed class NsgaIIISampler : IStatefulSampler
{
    private readonly NsgaOptions _options;
    private readonly RandomSampler _random;
    private readonly RandomState _generator;
    private readonly ChildGeneration _children;
    private readonly Generations _generations;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    /// <param name="referencePoints">Directions in which solutions are wanted, one number for each objective; null to spread them evenly.</param>
    /// <param name="dividingParameter">How finely they are spread. Default: 3.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NsgaIIISampler(NsgaOptions? options = null, IReadOnlyList<IReadOnlyList<double>>? referencePoints = null, int dividingParameter = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dividingParameter, 1);
        _options = (options ?? new NsgaOptions()).Checked();
        _random = new RandomSampler(_options.Seed);
        _generator = new RandomState(_options.Seed);
        _children = new ChildGeneration(_options, _generator);
        double[][]? points = referencePoints is null ? null : [.. referencePoints.Select(point => point.ToArray())];
        _generations = new Generations(
            "NSGAIIISampler", _options.PopulationSize, new NicheSelection(_options, points, dividingParameter, _generator).Select);
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
