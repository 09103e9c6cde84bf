namespace Binnacle.Tuning;

/// <summary>Keeps some parameters at given values and leaves the others to another sampler.</summary>
public sealed class PartialFixedSampler : IStatefulSampler
{
    private readonly IReadOnlyDictionary<string, object?> _fixed;
    private readonly ISampler _others;

    /// <param name="fixedParameters">Values by name, in external form.</param>
    /// <param name="others">Draws what is not fixed.</param>
    public PartialFixedSampler(IReadOnlyDictionary<string, object?> fixedParameters, ISampler others) =>
        (_fixed, _others) = (new Dictionary<string, object?>(fixedParameters), others);

    /// <inheritdoc/>
    public void BeforeTrial(Study study, FrozenTrial trial) => _others.BeforeTrial(study, trial);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Distribution>> InferRelativeSearchSpace(Study study, FrozenTrial trial) =>
        [.. _others.InferRelativeSearchSpace(study, trial).Where(item => !_fixed.ContainsKey(item.Key))];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> SampleRelative(
        Study study, FrozenTrial trial, IReadOnlyList<KeyValuePair<string, Distribution>> searchSpace) =>
        _others.SampleRelative(study, trial, searchSpace);

    /// <inheritdoc/>
    /// <exception cref="TuningException">The fixed value is of another kind than the parameter.</exception>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution)
    {
        if (!_fixed.TryGetValue(name, out object? value))
            return _others.SampleIndependent(study, trial, name, distribution);
        try
        {
            double internalValue = distribution.ToInternal(value);
            if (!distribution.Contains(internalValue))
                study.Warn($"The fixed value {PythonJson.Write(value)} of '{name}' is outside {distribution.ToJson()}; it is used as it is.");
            return internalValue;
        }
        catch (ArgumentException error)
        {
            throw new TuningException($"The fixed value of '{name}' cannot be used: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void AfterTrial(Study study, FrozenTrial trial, TrialState state, IReadOnlyList<double>? values) =>
        _others.AfterTrial(study, trial, state, values);

    /// <inheritdoc/>
    /// <remarks>It is the state of the other sampler; empty when that has none.</remarks>
    public string SaveState() => SamplerState.SaveOf(_others);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.RestoreOf(_others, state);
}
