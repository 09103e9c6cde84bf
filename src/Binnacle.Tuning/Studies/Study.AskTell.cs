namespace Binnacle.Tuning;

public sealed partial class Study
{
    private const string FixedParametersKey = "fixed_params";

    /// <summary>Asks for a trial: the next enqueued one, or a new one.</summary>
    /// <param name="fixedDistributions">Parameters to suggest at once, in this order; null to suggest through the trial.</param>
    /// <exception cref="TuningException">One of them cannot be suggested; the trial has failed then.</exception>
    public Trial Ask(IEnumerable<KeyValuePair<string, Distribution>>? fixedDistributions = null)
    {
        FrozenTrial record = Storage.ClaimWaitingTrial(Id) ?? Storage.CreateTrial(Id);
        Trial trial = WithSampler(sampler =>
        {
            _trialsOfThisAsk = null;
            sampler.BeforeTrial(this, record);
            return new Trial(this, record, sampler.InferRelativeSearchSpace(this, record));
        });
        if (fixedDistributions is null)
            return trial;
        SuggestAll(trial, fixedDistributions);
        WithSampler<object?>(_ =>
        {
            SaveSamplerState();
            return null;
        });
        return trial;
    }

    /// <summary>Tells a trial's values.</summary>
    /// <param name="number">The trial's number.</param>
    /// <param name="values">One value for each objective; null for a pruned or failed trial.</param>
    /// <param name="state">How it ended; null for complete, or failed when the values cannot be used (one is NaN, or missing).</param>
    /// <param name="skipIfFinished">Leave a trial that is already finished as it is, instead of an error.</param>
    /// <returns>The trial as stored.</returns>
    /// <remarks>A pruned trial of a study with one objective takes its last intermediate value as its value.</remarks>
    /// <exception cref="TuningException">There is no such trial, it is not running, or values and state contradict each other.</exception>
    public FrozenTrial Tell(int number, IReadOnlyList<double>? values, TrialState? state = null, bool skipIfFinished = false)
    {
        IReadOnlyList<FrozenTrial> trials = Trials;
        if (number < 0 || number >= trials.Count)
            throw new TuningException($"Study '{Name}' has no trial {number}; it has {trials.Count} trials.");
        return Tell(trials[number], values, state, skipIfFinished);
    }

    /// <summary>Tells the value of a trial of a study with one objective.</summary>
    /// <inheritdoc cref="Tell(int, IReadOnlyList{double}?, TrialState?, bool)"/>
    public FrozenTrial Tell(Trial trial, double value) => Tell(trial, [value]);

    /// <summary>Tells a trial's values.</summary>
    /// <inheritdoc cref="Tell(int, IReadOnlyList{double}?, TrialState?, bool)"/>
    public FrozenTrial Tell(Trial trial, IReadOnlyList<double>? values, TrialState? state = null, bool skipIfFinished = false) =>
        Tell(Storage.GetTrial(trial.Id), values, state, skipIfFinished);

    /// <summary>Puts a trial into the queue: the next one asked for has these parameters; those not named are suggested.</summary>
    /// <param name="parameters">Values by name, in external form.</param>
    /// <param name="userAttributes">Attributes of the trial.</param>
    /// <param name="skipIfExists">Do nothing when a trial of the study has exactly these parameters (reals within a relative 1e-5) or is enqueued with them.</param>
    public void EnqueueTrial(
        IReadOnlyDictionary<string, object?> parameters, IReadOnlyDictionary<string, object?>? userAttributes = null, bool skipIfExists = false)
    {
        if (skipIfExists && Trials.Any(trial => HasParameters(trial, parameters)))
            return;
        Storage.CreateTrial(Id, new FrozenTrial
        {
            State = TrialState.Waiting,
            UserAttributes = PlainData.FreezeAll(userAttributes),
            SystemAttributes = PlainData.NoAttributes.Add(FixedParametersKey, PlainData.Freeze(parameters)),
        });
    }

    /// <summary>Adds trials as they are, under new ids and numbers. See <see cref="FrozenTrial.Create"/>.</summary>
    /// <exception cref="TuningException">A trial contradicts itself or the study: its values, its state, or a distribution.</exception>
    public void AddTrials(params IEnumerable<FrozenTrial> trials)
    {
        foreach (FrozenTrial trial in trials)
        {
            if ((trial.Checked().Values?.Count ?? Directions.Length) != Directions.Length)
                throw new TuningException($"A trial of study '{Name}' has {Directions.Length} values, found {trial.Values!.Count}.");
            Storage.CreateTrial(Id, trial);
        }
    }

    internal static IReadOnlyDictionary<string, object?>? FixedParameters(FrozenTrial trial) =>
        trial.SystemAttributes.GetValueOrDefault(FixedParametersKey) as IReadOnlyDictionary<string, object?>;

    // The caller gets no trial that could be told: it must not go on running.
    private void SuggestAll(Trial trial, IEnumerable<KeyValuePair<string, Distribution>> distributions)
    {
        try
        {
            trial.SuggestAll(distributions);
        }
        catch (TuningException)
        {
            Storage.FinishTrial(trial.Id, TrialState.Fail, null);
            throw;
        }
    }

    private FrozenTrial Tell(FrozenTrial trial, IReadOnlyList<double>? values, TrialState? state, bool skipIfFinished)
    {
        if (trial.State.IsFinished() && skipIfFinished)
            return trial;
        if (trial.MustBeOpen().State != TrialState.Running)
            throw new TuningException($"Trial {trial.Number} is {trial.State}; only a running trial can be told.");

        var (ending, stored) = Ending(trial, values, state);
        WithSampler<object?>(sampler =>
        {
            try
            {
                sampler.AfterTrial(this, trial, ending, stored);
                SaveSamplerState();
            }
            finally
            {
                Storage.FinishTrial(trial.Id, ending, stored);
            }

            return null;
        });
        return Storage.GetTrial(trial.Id);
    }

    private (TrialState State, IReadOnlyList<double>? Values) Ending(FrozenTrial trial, IReadOnlyList<double>? values, TrialState? state)
    {
        string? fault = FaultOf(values);
        switch (state)
        {
            case TrialState.Complete when fault is not null:
                throw new TuningException($"Trial {trial.Number} cannot be complete: {fault}.");
            case TrialState.Complete or null when fault is null:
                return (TrialState.Complete, values);
            case null:
                Warn($"Trial {trial.Number} failed: {fault}.");
                return (TrialState.Fail, null);
            case TrialState.Pruned or TrialState.Fail when values is not null:
                throw new TuningException($"Trial {trial.Number}: a trial told as {state} has no values.");
            case TrialState.Pruned when trial.LastStep is { } step && FaultOf([trial.IntermediateValues[step]]) is null:
                return (TrialState.Pruned, [trial.IntermediateValues[step]]);
            case TrialState.Pruned or TrialState.Fail:
                return (state.Value, null);
            default:
                throw new TuningException($"Trial {trial.Number} cannot be told as {state}; use Complete, Pruned or Fail.");
        }
    }

    private string? FaultOf(IReadOnlyList<double>? values)
    {
        if (values is null)
            return "no values were told";
        if (values.Count != Directions.Length)
            return $"expected {Directions.Length} values, one for each objective, found {values.Count}";
        return values.Any(double.IsNaN) ? "a value is NaN" : null;
    }

    private static bool HasParameters(FrozenTrial trial, IReadOnlyDictionary<string, object?> parameters)
    {
        IReadOnlyDictionary<string, object?> known = FixedParameters(trial) ?? trial.Params;
        return known.Count == parameters.Count && parameters.All(item =>
            known.TryGetValue(item.Key, out object? value) && IsRepeated(PlainData.Freeze(item.Value), PlainData.Freeze(value)));
    }

    // Numbers that are close count as equal, for a value may have been through a text.
    private static bool IsRepeated(object? value, object? known) => (value, known) switch
    {
        (double.NaN, double) => true,
        (double real, double other) => real == other || Math.Abs(real - other) <= 1e-5 * Math.Abs(other),
        _ => Equals(value, known),
    };
}
