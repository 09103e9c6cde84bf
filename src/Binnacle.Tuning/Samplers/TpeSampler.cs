using System.Runtime.CompilerServices;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>The Tree-structured Parzen Estimator: draws where good trials are dense and bad ones are not.</summary>
/// <remarks>
/// With the same seed and history it suggests what Optuna 4.9 suggests. Several objectives are split into good and bad trials
/// by non-domination rank and hypervolume.
/// </remarks>
public sealed class TpeSampler : IStatefulSampler
{
    private static readonly RelativeParameters Shared = new("tpe");

    private readonly TpeOptions _options;
    private readonly RandomState _random;
    private readonly RandomSampler _startup;
    private TpeHistory? _history;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    public TpeSampler(TpeOptions? options = null)
    {
        _options = options ?? new TpeOptions();
        if (_options.Group && !_options.Multivariate)
            throw new ArgumentException("TpeOptions.Group needs TpeOptions.Multivariate.", nameof(options));
        _random = new RandomState(_options.Seed);
        _startup = new RandomSampler(new RandomState(_options.Seed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial)
    {
        if (!_options.Multivariate)
            return [];
        CommonSearchSpace space = Read(study).CommonSpace;
        return _options.Group ? [.. space.Groups.SelectMany(group => group)] : space.Intersection;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        if (searchSpace.Count == 0)
            return NoParameters.Instance;
        TpeHistory history = Read(study);
        if (history.Count < _options.StartupTrials)
            return NoParameters.Instance;
        Dictionary<string, double> values = [];
        var spaces = _options.Group ? Groups(history, searchSpace) : [searchSpace];
        foreach (var space in spaces)
            Sample(history, trial, space, values);

        if (_options.ConstantLiar)
            Shared.Share(study, trial, searchSpace, values);
        return values;
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        TpeHistory history = Read(study);
        if (history.Count < _options.StartupTrials)
            return _startup.Draw(distribution);
        Dictionary<string, double> values = [];
        Sample(history, trial, new KeyValuePair<string, Distribution>[] { new(name, distribution) }, values);
        return values[name];
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        if (_options.Constraints is { } constraints)
            TrialConstraints.Store(study, trial, state, constraints);
    }

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random, _startup.Generator);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random, _startup.Generator);

    private TpeHistory Read(Study study)
    {
        if (_history?.Study != study)
            _history = new TpeHistory(study, _options);
        _history.Read(_options.ConstantLiar ? study.Trials : study.TrialsOfThisAsk);
        return _history;
    }

    // The space may be smaller than what was inferred, where a sampler around this one fixes parameters.
    private static IEnumerable<IReadOnlyList<KeyValuePair<string, Distribution>>> Groups(
        TpeHistory history, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        HashSet<string> wanted = [.. searchSpace.Select(item => item.Key)];
        return history.CommonSpace.Groups
            .Select(group => group.Where(item => wanted.Contains(item.Key)).ToList())
            .Where(group => group.Count > 0);
    }

    private void Sample(
        TpeHistory history, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> space, Dictionary<string, double> values)
    {
        TrialSplit split = history.Split();
        ParzenEstimator good = Good(space, history, split);
        double[][] candidates = good.Sample(_random, _options.Candidates);
        double[] gain = good.LogPdf(candidates);
        int chosen = BadMixture(space, history, trial) is { } mixture
            ? SurelyBest(mixture, candidates[0], gain) ?? Best(gain, mixture.LogPdf(candidates[0]))
            : Best(gain, LogPdfOfBad(space, history, split, trial, candidates));
        for (int i = 0; i < space.Count; i++)
            values[space[i].Key] = candidates[i][chosen];
    }

    private static int Best(double[] gain, double[] loss)
    {
        for (int i = 0; i < gain.Length; i++)
            gain[i] -= loss[i];
        return ArgMax.Of(gain);
    }

    // The best candidate, where an estimate of the other density is enough to tell it from all others.
    private static int? SurelyBest(ContinuousMixture bad, double[] candidates, double[] gain)
    {
        double[] loss = new double[candidates.Length], errors = new double[candidates.Length];
        if (!bad.TryEstimate(candidates, loss, errors))
            return null;
        int best = 0;
        for (int i = 1; i < gain.Length; i++)
            best = gain[i] - loss[i] > gain[best] - loss[best] ? i : best;
        double least = gain[best] - loss[best] - errors[best];
        for (int i = 0; i < gain.Length; i++)
        {
            if (i != best && !(gain[i] - loss[i] + errors[i] < least))
                return null;
        }

        return best;
    }

    private ParzenEstimator Good(IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, TrialSplit split)
    {
        Observed observed = Observe(space, history, split.Good);
        MixtureWeights weights = split.GoodWeights is { } given
            ? MixtureWeights.Of([.. observed.Places.Select(place => given[place])], _options)
            : MixtureWeights.Of(observed.Places.Length, _options);
        return new ParzenEstimator(space, observed.Values, weights, _options);
    }

    // The density of the bad trials where it is kept from one suggestion to the next; null elsewhere.
    private ContinuousMixture? BadMixture(IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, FrozenTrial trial) =>
        !_options.Multivariate && space is [(var name, FloatDistribution { Step: null } distribution)] && Running(history, trial).Length == 0
            ? history.BadMixture(name, distribution)
            : null;

    private double[] LogPdfOfBad(
        IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, TrialSplit split, FrozenTrial trial, double[][] candidates)
    {
        int[] running = Running(history, trial);
        int[] numbers = running.Length == 0 ? split.Bad : [.. split.Bad.Concat(running).Order()];
        Observed observed = Observe(space, history, numbers);
        return new ParzenEstimator(space, observed.Values, history.Weights(observed.Places.Length), _options).LogPdf(candidates);
    }

    private int[] Running(TpeHistory history, FrozenTrial trial) =>
        _options.ConstantLiar ? [.. history.Running.Where(number => number != trial.Number)] : [];

    // The values of the trials that have every parameter of the space.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Observed Observe(IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, int[] numbers)
    {
        ParameterColumn?[] columns = new ParameterColumn?[space.Count];
        double[][] values = new double[space.Count][];
        for (int i = 0; i < values.Length; i++)
            (columns[i], values[i]) = (history.Column(space[i].Key), new double[numbers.Length]);
        int[] places = new int[numbers.Length];
        int count = 0;
        for (int place = 0; place < numbers.Length; place++)
        {
            bool isRunning = _options.ConstantLiar && history.Trials[numbers[place]].State == TrialState.Running;
            if (isRunning ? TryGetRunning(space, history.Trials[numbers[place]], values, count) : HasAll(columns, numbers[place], values, count))
                places[count++] = place;
        }

        return count == numbers.Length ? new Observed(values, places) : new Observed([.. values.Select(column => column[..count])], places[..count]);
    }

    private static bool HasAll(ParameterColumn?[] columns, int number, double[][] values, int row)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            double value = columns[i]?.Of(number) ?? double.NaN;
            if (double.IsNaN(value))
                return false;
            values[i][row] = value;
        }

        return true;
    }

    private bool TryGetRunning(IReadOnlyList<KeyValuePair<string, Distribution>> space, FrozenTrial trial, double[][] values, int row)
    {
        IReadOnlyDictionary<string, object?>? shared = _options.Multivariate ? Shared.Of(trial) : null;
        for (int i = 0; i < values.Length; i++)
        {
            if (RelativeParameters.Find(trial, shared, space[i].Key, space[i].Value) is not { } value)
                return false;
            values[i][row] = value;
        }

        return true;
    }

    /// <param name="Values">For each parameter its values.</param>
    /// <param name="Places">The places of the trials among those that were asked for.</param>
    private readonly record struct Observed(double[][] Values, int[] Places);
}
