using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Keeps another sampler from drawing the same parameters twice, where all of them are integers, stepped or categorical.</summary>
/// <remarks>
/// Optuna has no such option, and its studies repeat themselves in small spaces. The other sampler draws again when a trial of the study,
/// running ones among them, has the same parameters; after ten draws a combination that nobody has is drawn at random. It does nothing
/// while a parameter is continuous or trials have different parameters, and repeats with a warning when every combination was tried.
/// The first trial decides which parameters there are.
/// </remarks>
public sealed class AvoidDuplicatesSampler : IStatefulSampler
{
    private const int Draws = 10;
    private const int RandomDraws = 1_000;
    private const int ListedUpTo = 100_000;
    private static readonly RelativeParameters Shared = new("binnacle:distinct");

    private readonly ISampler _others;
    private readonly RandomSampler _random;
    private readonly HashSet<string> _seen = [];
    private NewlyFinishedTrials _new = new();
    private KeyValuePair<string, Distribution>[]? _space;
    private bool _isUniform = true;
    private Study? _study;

    /// <param name="others">Draws the parameters.</param>
    /// <param name="seed">Draws what the other sampler does not find; null for the system's entropy.</param>
    public AvoidDuplicatesSampler(ISampler others, uint? seed = null) => (_others, _random) = (others, new RandomSampler(seed));

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial) => _others.BeforeTrial(study, trial);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial)
    {
        Read(study);
        return Discrete ?? _others.InferRelativeSearchSpace(study, trial);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        // Trials that were told after this one was asked count too.
        Read(study);
        if (Discrete is not { } space)
            return _others.SampleRelative(study, trial, searchSpace);
        HashSet<string> running = [.. Running(study, trial, space)];
        Dictionary<string, double> values = Draw(study, trial, space);
        for (int i = 1; i < Draws && IsKnown(space, values, running); i++)
            values = Draw(study, trial, space);
        if (IsKnown(space, values, running))
            values = DrawUnknown(trial, space, running) ?? values;
        if (IsKnown(space, values, running))
            study.Warn($"Trial {trial.Number}: every combination of parameters was tried; one is tried again.");
        Shared.Share(study, trial, space, values);
        return values;
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) =>
        _others.SampleIndependent(study, trial, name, distribution);

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values) =>
        _others.AfterTrial(study, trial, state, values);

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random.Generator, _others);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random.Generator, _others);

    // The whole space, when all of it is discrete and the same in all trials.
    private KeyValuePair<string, Distribution>[]? Discrete =>
        _isUniform && _space is not null && Array.TrueForAll(_space, item => item.Value is not FloatDistribution { Step: null, IsSingle: false }) ? _space : null;

    private void Read(Study study)
    {
        if (_study != study)
        {
            (_study, _new, _space, _isUniform) = (study, new(), null, true);
            _seen.Clear();
        }

        foreach (FrozenTrial trial in _new.Read(study.Trials))
        {
            if (trial.Parameters.IsEmpty)
                continue;
            _space ??= [.. trial.Distributions];
            _isUniform &= trial.Parameters.Length == _space.Length && Array.TrueForAll(_space, item => item.Value.Equals(trial.FindParameter(item.Key)?.Distribution));
            if (_isUniform)
                _seen.Add(Key(_space.Select(item => trial.FindParameter(item.Key)!.InternalValue)));
        }
    }

    private bool IsKnown(KeyValuePair<string, Distribution>[] space, Dictionary<string, double> values, HashSet<string> running)
    {
        string key = Key(space.Select(item => values[item.Key]));
        return _seen.Contains(key) || running.Contains(key);
    }

    private static IEnumerable<string> Running(Study study, FrozenTrial trial, KeyValuePair<string, Distribution>[] space)
    {
        foreach (FrozenTrial other in study.Trials)
        {
            if (other.State != TrialState.Running || other.Number == trial.Number)
                continue;
            var shared = Shared.Of(other);
            double?[] values = [.. space.Select(item => RelativeParameters.Find(other, shared, item.Key, item.Value))];
            if (Array.TrueForAll(values, value => value is not null))
                yield return Key(values.Select(value => value!.Value));
        }
    }

    private Dictionary<string, double> Draw(Study study, FrozenTrial trial, KeyValuePair<string, Distribution>[] space)
    {
        var together = _others.SampleRelative(study, trial, _others.InferRelativeSearchSpace(study, trial));
        return Fill(trial, space, item => together.TryGetValue(item.Key, out double value) && item.Value.Contains(value)
            ? value
            : _others.SampleIndependent(study, trial, item.Key, item.Value));
    }

    // What is enqueued stays as it is, and what has a single value needs no draw.
    private static Dictionary<string, double> Fill(
        FrozenTrial trial, KeyValuePair<string, Distribution>[] space, Func<KeyValuePair<string, Distribution>, double> draw)
    {
        var given = Study.FixedParameters(trial);
        return space.ToDictionary(item => item.Key, item =>
            given is not null && given.TryGetValue(item.Key, out object? value) ? item.Value.ToInternal(value)
            : item.Value.IsSingle ? item.Value.SingleValue
            : draw(item));
    }

    // Few combinations are listed, of many one is met by chance; null when there is none.
    private Dictionary<string, double>? DrawUnknown(FrozenTrial trial, KeyValuePair<string, Distribution>[] space, HashSet<string> running)
    {
        double count = space.Aggregate(1.0, (product, item) => product * Count(item.Value));
        if (count <= ListedUpTo)
        {
            List<double[]> unknown = [.. Combinations(trial, space)
                .Where(values => Key(values) is var key && !_seen.Contains(key) && !running.Contains(key))];
            return unknown.Count == 0 ? null : Named(space, unknown[_random.Generator.Choice(unknown.Count)]);
        }

        for (int i = 0; i < RandomDraws; i++)
        {
            var values = Fill(trial, space, item => _random.Draw(item.Value));
            if (!IsKnown(space, values, running))
                return values;
        }

        return null;
    }

    private static IEnumerable<double[]> Combinations(FrozenTrial trial, KeyValuePair<string, Distribution>[] space)
    {
        var given = Fill(trial, space, _ => double.NaN);
        IEnumerable<double[]> combinations = [[]];
        foreach (var (name, distribution) in space)
        {
            double[] values = double.IsNaN(given[name]) ? BruteForceSampler.Values(name, distribution) : [given[name]];
            combinations = combinations.SelectMany(begin => values.Select(value => (double[])[.. begin, value]));
        }

        return combinations;
    }

    private static double Count(Distribution distribution) => distribution switch
    {
        CategoricalDistribution categorical => categorical.Choices.Length,
        IntDistribution integer => ((double)integer.High - integer.Low) / integer.Step + 1,
        FloatDistribution { Step: { } step } real => Math.Round((real.High - real.Low) / step) + 1,
        _ => 1,
    };

    private static Dictionary<string, double> Named(KeyValuePair<string, Distribution>[] space, double[] values) =>
        space.Select((item, i) => KeyValuePair.Create(item.Key, values[i])).ToDictionary();

    private static string Key(IEnumerable<double> values) =>
        string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
