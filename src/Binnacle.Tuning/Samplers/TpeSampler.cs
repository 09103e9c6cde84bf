using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>The Tree-structured Parzen Estimator: draws where good trials are dense and bad ones are not.</summary>
/// <remarks>
/// With the same seed and history it suggests what Optuna 4.9 suggests. Several objectives are split into good and bad trials
/// by non-domination rank and hypervolume.
/// </remarks>
public sealed class TpeSampler : ISampler
{
    private const string RelativeParametersKey = "tpe:relative_params";

    // Attribute values longer than this do not fit every database.
    private const int AttributeChunk = 2045;

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
        var spaces = _options.Group ? history.CommonSpace.Groups : [searchSpace];
        foreach (var space in spaces)
        {
            if (space.Count > 0)
                Sample(history, trial, space, values);
        }

        if (_options.ConstantLiar)
            Share(study, trial, searchSpace, values);
        return values;
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        TpeHistory history = Read(study);
        if (history.Count < _options.StartupTrials)
            return _startup.Draw(distribution);
        Dictionary<string, double> values = [];
        Sample(history, trial, [new(name, distribution)], values);
        return values[name];
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values)
    {
        if (_options.Constraints is { } constraints)
            TrialConstraints.Store(study, trial, state, constraints);
    }

    private TpeHistory Read(Study study)
    {
        if (_history?.Study != study)
            _history = new TpeHistory(study, _options.Constraints is not null);
        _history.Read(_options.ConstantLiar ? study.Trials : study.TrialsOfThisAsk);
        return _history;
    }

    private void Sample(
        TpeHistory history, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> space, Dictionary<string, double> values)
    {
        int[] best = history.Best(Math.Min(_options.Gamma(history.Count), history.Count));
        ParzenEstimator good = Estimator(space, history, best, best, forGood: true);
        ParzenEstimator bad = Estimator(space, history, Others(history, best, trial), best, forGood: false);

        double[][] candidates = good.Sample(_random, _options.Candidates);
        double[] gain = good.LogPdf(candidates), loss = bad.LogPdf(candidates);
        int chosen = 0;
        for (int i = 0; i < gain.Length; i++)
        {
            gain[i] -= loss[i];
            if (gain[i] > gain[chosen] || (double.IsNaN(gain[i]) && !double.IsNaN(gain[chosen])))
                chosen = i;
        }

        for (int i = 0; i < space.Count; i++)
            values[space[i].Key] = candidates[i][chosen];
    }

    private List<int> Others(TpeHistory history, int[] best, FrozenTrial trial)
    {
        List<int> others = new(history.Count);
        int next = 0;
        foreach (int number in history.Finished)
        {
            if (next < best.Length && best[next] == number)
                next++;
            else
                others.Add(number);
        }

        if (!_options.ConstantLiar)
            return others;
        others.AddRange(history.Running.Where(number => number != trial.Number));
        others.Sort();
        return others;
    }

    private ParzenEstimator Estimator(
        IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, IReadOnlyList<int> numbers, int[] best, bool forGood)
    {
        List<double>[] observations = new List<double>[space.Count];
        for (int i = 0; i < observations.Length; i++)
            observations[i] = new List<double>(numbers.Count);
        bool[] used = new bool[numbers.Count];
        double[] row = new double[space.Count];
        for (int t = 0; t < numbers.Count; t++)
        {
            used[t] = TryGetRow(space, history, numbers[t], row);
            for (int i = 0; used[t] && i < row.Length; i++)
                observations[i].Add(row[i]);
        }

        IReadOnlyList<double>? weights = null;
        if (forGood && history.Study.Directions.Length > 1)
        {
            double[] all = MultiObjectiveSplit.Weights(best, history, _options.Constraints);
            weights = [.. all.Where((_, index) => used[index])];
        }

        return new ParzenEstimator(space, [.. observations.Select(values => values.ToArray())], _options, weights);
    }

    // False when the trial lacks one of the parameters.
    private bool TryGetRow(IReadOnlyList<KeyValuePair<string, Distribution>> space, TpeHistory history, int number, double[] row)
    {
        FrozenTrial trial = history.Trials[number];
        IReadOnlyDictionary<string, object?>? shared = trial.State == TrialState.Running && _options.Multivariate ? Shared(trial) : null;
        for (int i = 0; i < row.Length; i++)
        {
            string name = space[i].Key;
            if (trial.State != TrialState.Running)
            {
                ReadOnlySpan<double> column = history.Column(name);
                row[i] = number < column.Length ? column[number] : double.NaN;
                if (double.IsNaN(row[i]))
                    return false;
            }
            else if (trial.FindParameter(name) is { } parameter)
            {
                row[i] = parameter.InternalValue;
            }
            else if (shared is not null && shared.TryGetValue(name, out object? value))
            {
                row[i] = space[i].Value.ToInternal(value);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    // Parameters drawn together are known to others before each of them is suggested.
    private static void Share(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> space, Dictionary<string, double> values)
    {
        string json = PythonJson.Write(space.Where(item => values.ContainsKey(item.Key))
            .Select(item => KeyValuePair.Create(item.Key, item.Value.ToExternal(values[item.Key]))));
        for (int start = 0; start < json.Length; start += AttributeChunk)
        {
            string chunk = json[start..Math.Min(start + AttributeChunk, json.Length)];
            study.Storage.SetTrialSystemAttribute(trial.Id, $"{RelativeParametersKey}:{start / AttributeChunk}", chunk);
        }
    }

    private static IReadOnlyDictionary<string, object?>? Shared(FrozenTrial trial)
    {
        List<string> chunks = [];
        while (trial.SystemAttributes.TryGetValue($"{RelativeParametersKey}:{chunks.Count}", out object? chunk) && chunk is string text)
            chunks.Add(text);
        return chunks.Count == 0 ? null : PythonJson.Parse(string.Concat(chunks)) as IReadOnlyDictionary<string, object?>;
    }
}
