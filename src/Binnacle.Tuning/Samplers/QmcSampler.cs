using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Binnacle.Tuning.Qmc;

namespace Binnacle.Tuning;

/// <summary>Quasi-Monte Carlo: fills the space more evenly than random points do.</summary>
/// <remarks>
/// With the same seed it suggests what Optuna 4.9 suggests. The first trial is drawn by the independent sampler and decides which
/// parameters are filled: its numeric ones. How many points were taken is an attribute of the study, so that workers share one sequence.
/// </remarks>
public sealed class QmcSampler : IStatefulSampler
{
    private readonly QmcOptions _options;
    private readonly uint _seed;
    private readonly ISampler _independent;
    private IQuasiRandomSequence? _sequence;
    private int _dimensions;

    /// <param name="options">How the sampler works; null for the defaults.</param>
    public QmcSampler(QmcOptions? options = null)
    {
        _options = options ?? new QmcOptions();
        _seed = _options.Seed ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        _independent = _options.IndependentSampler ?? new RandomSampler(_options.Seed);
    }

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial) => _independent.BeforeTrial(study, trial);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial)
    {
        FrozenTrial? first = study.TrialsOfThisAsk.FirstOrDefault(other => other.State is TrialState.Complete or TrialState.Pruned);
        return first is null ? [] : [.. first.Distributions.Where(item => item.Value is not CategoricalDistribution)];
    }

    /// <inheritdoc/>
    /// <exception cref="TuningException">The space has more parameters than Sobol's sequence is known for, or all its points were drawn.</exception>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace)
    {
        if (searchSpace.Count == 0)
            return NoParameters.Instance;
        double[] point = Sequence(searchSpace.Count).Point(TakeIndex(study, searchSpace));
        Dictionary<string, double> values = [];
        for (int i = 0; i < point.Length; i++)
        {
            var (low, high) = SearchSpaceTransform.Bounds(searchSpace[i].Value);
            values[searchSpace[i].Key] = SearchSpaceTransform.Untransform(searchSpace[i].Value, low + point[i] * (high - low));
        }

        return values;
    }

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) =>
        _independent.SampleIndependent(study, trial, name, distribution);

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values) =>
        _independent.AfterTrial(study, trial, state, values);

    /// <inheritdoc/>
    /// <remarks>It is the state of the independent sampler; empty when that has none.</remarks>
    public string SaveState() => SamplerState.SaveOf(_independent);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.RestoreOf(_independent, state);

    private IQuasiRandomSequence Sequence(int dimensions)
    {
        if (_sequence is not null && _dimensions == dimensions)
            return _sequence;
        uint? scrambleSeed = _options.Scramble ? _seed : null;
        if (_options.Sequence == QmcSequence.Sobol && dimensions > DirectionNumbers.MaxDimensions)
            throw new TuningException($"Sobol's sequence is known for {DirectionNumbers.MaxDimensions} parameters, found {dimensions}. Use Halton's.");
        _dimensions = dimensions;
        return _sequence = _options.Sequence == QmcSequence.Sobol
            ? new SobolSequence(dimensions, scrambleSeed)
            : new HaltonSequence(dimensions, scrambleSeed);
    }

    // The storage cannot count up in one step, so that workers that ask at the same moment may take the same point; none is left out.
    private long TakeIndex(Study study, IReadOnlyList<KeyValuePair<string, Distribution>> space)
    {
        string key = Key(space);
        long index = study.SystemAttributes.GetValueOrDefault(key) is long last ? last + 1 : 0;
        study.Storage.SetStudySystemAttribute(study.Id, key, index);
        return index;
    }

    // Optuna's name of the attribute: a hash over the sequence and the space.
    private string Key(IReadOnlyList<KeyValuePair<string, Distribution>> space)
    {
        List<KeyValuePair<string, object?>> identity =
        [
            new("qmc_type", _options.Sequence == QmcSequence.Sobol ? "sobol" : "halton"),
            new("search_space", space.OrderBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => KeyValuePair.Create(item.Key, (object?)Describe(item.Value)))),
            new("scramble", _options.Scramble),
        ];
        if (_options.Scramble)
            identity.Add(new("seed", (long)_seed));
        return "qmc:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PythonJson.Write(identity))));
    }

    private static string Describe(Distribution distribution) => distribution switch
    {
        FloatDistribution real => $"FloatDistribution(high={PythonJson.Format(real.High)}, log={Flag(real.Log)}, "
            + $"low={PythonJson.Format(real.Low)}, step={(real.Step is { } step ? PythonJson.Format(step) : "None")})",
        IntDistribution integer => string.Create(CultureInfo.InvariantCulture,
            $"IntDistribution(high={integer.High}, log={Flag(integer.Log)}, low={integer.Low}, step={integer.Step})"),
        _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
    };

    private static string Flag(bool value) => value ? "True" : "False";
}
