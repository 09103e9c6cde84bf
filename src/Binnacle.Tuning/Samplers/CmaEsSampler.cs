using Binnacle.Tuning.CmaEs;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>CMA-ES: a normal distribution that follows the good trials. For one objective over numeric parameters.</summary>
/// <remarks>
/// As Optuna 4.9 over the <c>cmaes</c> library: the same distribution is learned and the same random numbers are drawn, but eigenvectors
/// may have other signs than LAPACK's, so that trials from the second generation on differ; separable CMA-ES has none and gives the
/// same trials. The state is kept in trials' attributes, so that a study that is loaded again, or shared by workers, continues it.
/// </remarks>
public sealed class CmaEsSampler : IStatefulSampler
{
    private const double SmallestSigma = 1e-10;

    private readonly CmaEsOptions _options;
    private readonly EvolutionStore _store;
    private readonly RandomState _random;
    private readonly ISampler _independent;
    private NewlyFinishedTrials _new = new();
    private CommonSearchSpace _common = new();
    private SortedList<int, (FrozenTrial Trial, double Loss)> _told = [];
    private (int? Carrier, Evolution? Evolution) _current;
    private Study? _study;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or options exclude each other.</exception>
    public CmaEsSampler(CmaEsOptions? options = null)
    {
        _options = (options ?? new CmaEsOptions()).Checked();
        _random = new RandomState(_options.Seed);
        _independent = _options.IndependentSampler ?? new RandomSampler(_options.Seed);
        _store = new EvolutionStore(_options.Variant switch
        {
            CmaEsVariant.Separable => "sepcma",
            CmaEsVariant.WithMargin => "cmawm",
            _ => "cma",
        });
    }

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial) => _independent.BeforeTrial(study, trial);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial)
    {
        Read(study);
        return [.. _common.Intersection.Where(item => item.Value is not CategoricalDistribution)];
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    /// <exception cref="TuningException">The source trials or the first mean do not fit the parameters.</exception>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        _ = study.Direction;
        if (searchSpace.Count == 0 || _told.Count < _options.StartupTrials)
            return NoParameters.Instance;
        UnitCube cube = new(searchSpace, halfSteps: _options.Variant != CmaEsVariant.WithMargin);
        if (Evolve(study, trial, cube) is not { } evolution)
        {
            study.Warn($"Trial {trial.Number}: the study's parameters have changed, which CMA-ES cannot follow; they are drawn independently.");
            return NoParameters.Instance;
        }

        var (point, toTell) = evolution.Ask(new RandomState((uint)(_random.Integer(1, 1 << 16) + trial.Number)));
        if (_options.Variant == CmaEsVariant.WithMargin)
            study.Storage.SetTrialSystemAttribute(trial.Id, EvolutionStore.ToTellKey, toTell);
        study.Storage.SetTrialSystemAttribute(trial.Id, _store.GenerationKey, evolution.Generation);
        return cube.Values(point);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        _ = study.Direction;
        return _independent.SampleIndependent(study, trial, name, distribution);
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values) =>
        _independent.AfterTrial(study, trial, state, values);

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random, _independent);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random, _independent);

    private void Read(Study study)
    {
        if (_study != study)
            (_study, _new, _common, _told, _current) = (study, new(), new(), [], default);
        foreach (FrozenTrial trial in _new.Read(study.TrialsOfThisAsk))
        {
            if (trial.State == TrialState.Complete)
                _common.Add(trial);
            if (LossOf(study, trial) is { } loss)
                _told.Add(trial.Number, (trial, loss));
        }
    }

    // The distribution to draw from, after all finished generations; null when it is one of other parameters.
    private Evolution? Evolve(Study study, FrozenTrial trial, UnitCube cube)
    {
        FrozenTrial? carrier = _told.Values.LastOrDefault(item => _store.HasState(item.Trial)).Trial;
        Evolution? evolution = carrier is not null && carrier.Number == _current.Carrier ? _current.Evolution : null;
        if (evolution is null)
        {
            evolution = Begin(study, cube);
            if (carrier is not null && !_store.TryRead(carrier, evolution))
                return null;
        }

        if (evolution.Dimensions != cube.Dimensions)
            return null;
        if (carrier is null)
            _ = _random.Integer(1, int.MaxValue - 1);
        bool told = TellFinishedGenerations(evolution, cube);
        if (told)
            _store.Write(study, trial, evolution);
        _current = (told ? trial.Number : carrier?.Number, evolution);
        return evolution;
    }

    private double? LossOf(Study study, FrozenTrial trial)
    {
        double? value = trial.State switch
        {
            TrialState.Complete => trial.Value,
            TrialState.Pruned when _options.ConsiderPrunedTrials && trial.LastStep is { } step => trial.IntermediateValues[step],
            _ => null,
        };
        return study.Direction == StudyDirection.Maximize ? -value : value;
    }

    // Usually there is one generation at most; there are more when another program has drawn them.
    private bool TellFinishedGenerations(Evolution evolution, UnitCube cube)
    {
        bool told = false;
        while (Population(evolution, cube) is { } population)
        {
            evolution.Tell(population);
            told = true;
        }

        return told;
    }

    // The first trials of the present generation; null while there are too few.
    private List<(double[] Point, double Loss)>? Population(Evolution evolution, UnitCube cube)
    {
        List<(double[] Point, double Loss)> population = [];
        foreach (var (trial, loss) in _told.Values)
        {
            if (trial.SystemAttributes.GetValueOrDefault(_store.GenerationKey) is long generation && generation == evolution.Generation
                && PointOf(trial, cube) is { } point)
            {
                population.Add((point, loss));
            }

            if (population.Count == evolution.PopulationSize)
                return population;
        }

        return null;
    }

    private double[]? PointOf(FrozenTrial trial, UnitCube cube) =>
        _options.Variant != CmaEsVariant.WithMargin ? cube.Place(trial)
        : PlainData.Numbers(trial.SystemAttributes.GetValueOrDefault(EvolutionStore.ToTellKey)) is { } point && point.Length == cube.Dimensions ? point
        : null;

    private Evolution Begin(Study study, UnitCube cube)
    {
        int dimensions = cube.Dimensions, population = _options.PopulationSize ?? CmaRates.DefaultPopulation(dimensions);
        double[] mean = new double[dimensions];
        Array.Fill(mean, 0.5);
        double sigma = Math.Max(_options.Sigma0 ?? 1.0 / 6, SmallestSigma);
        double[][]? covariance = null;
        if (_options.X0 is { } start)
            mean = cube.Place(start);
        if (_options.SourceTrials is { } source)
            (mean, sigma, covariance) = WarmStart.From(Points(study, source, cube));
        return _options.Variant switch
        {
            CmaEsVariant.Separable when dimensions > 1 => new SeparableEvolution(CmaRates.Separable(dimensions, population), mean, sigma),
            CmaEsVariant.WithMargin => new MarginEvolution(CmaRates.Full(dimensions, population), mean, sigma, covariance, cube.Steps()),
            _ => new FullEvolution(
                CmaRates.Full(dimensions, population), mean, sigma, covariance, _options.Variant == CmaEsVariant.LearningRateAdaptation),
        };
    }

    private List<(double[] Point, double Loss)> Points(Study study, IReadOnlyList<FrozenTrial> source, UnitCube cube)
    {
        List<(double[] Point, double Loss)> points = [];
        foreach (FrozenTrial trial in source)
        {
            if (LossOf(study, trial) is { } loss && trial.Parameters.Length == cube.Dimensions && cube.Place(trial) is { } point)
                points.Add((point, loss));
        }

        return points;
    }
}
