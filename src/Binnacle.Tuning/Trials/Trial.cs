using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>A running trial: suggests parameters and takes reports.</summary>
/// <remarks>Used by one thread at a time.</remarks>
public sealed class Trial
{
    private readonly IReadOnlyList<KeyValuePair<string, Distribution>> _relativeSpace;
    private readonly IReadOnlyDictionary<string, object?>? _fixedParameters;
    private FrozenTrial _record;
    private IReadOnlyDictionary<string, double>? _relativeParameters;

    internal Trial(Study study, FrozenTrial record, IReadOnlyList<KeyValuePair<string, Distribution>> relativeSpace)
    {
        Study = study;
        _record = record;
        _relativeSpace = relativeSpace;
        _fixedParameters = Study.FixedParameters(record);
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>The storage's id of the trial.</summary>
    public long Id => _record.Id;

    /// <summary>The trial's number in its study, from 0.</summary>
    public int Number => _record.Number;

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt => _record.StartedAt;

    /// <summary>The parameters suggested so far, in order.</summary>
    public IReadOnlyDictionary<string, object?> Params => _record.Params;

    /// <summary>The distributions of the parameters suggested so far.</summary>
    public IReadOnlyDictionary<string, Distribution> Distributions => _record.Distributions;

    /// <summary>Attributes set by the program.</summary>
    public IReadOnlyDictionary<string, object?> UserAttributes => _record.UserAttributes;

    /// <summary>Attributes set by the sampler, the pruner and the study.</summary>
    public IReadOnlyDictionary<string, object?> SystemAttributes => Study.Storage.GetTrial(Id).SystemAttributes;

    /// <summary>The trials beside this one, when it runs in a deterministic round.</summary>
    internal StudyRound? Round { get; set; }

    /// <summary>A real number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <inheritdoc cref="FloatDistribution(double, double, double?, bool)"/>
    public double SuggestFloat(string name, double low, double high, double? step = null, bool log = false)
    {
        FloatDistribution distribution = Named(name, () => new FloatDistribution(low, high, step, log));
        if (distribution.High != high)
            Study.Warn($"Parameter '{name}': the step {step} does not divide the range from {low} to {high}; the last point is {distribution.High}.");
        return SuggestInternal(name, distribution);
    }

    /// <summary>An integer from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <inheritdoc cref="IntDistribution(long, long, long, bool)"/>
    public int SuggestInt(string name, int low, int high, int step = 1, bool log = false) => (int)SuggestLong(name, low, high, step, log);

    /// <summary>A large integer from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <inheritdoc cref="IntDistribution(long, long, long, bool)"/>
    public long SuggestLong(string name, long low, long high, long step = 1, bool log = false)
    {
        IntDistribution distribution = Named(name, () => new IntDistribution(low, high, step, log));
        if (distribution.High != high)
            Study.Warn($"Parameter '{name}': the step {step} does not divide the range from {low} to {high}; the last point is {distribution.High}.");
        return (long)SuggestInternal(name, distribution);
    }

    /// <summary>One of the choices.</summary>
    /// <inheritdoc cref="CategoricalDistribution(IEnumerable{object?})"/>
    public T SuggestCategorical<T>(string name, params IReadOnlyList<T> choices) =>
        choices[(int)SuggestInternal(name, Named(name, () => new CategoricalDistribution(choices.Cast<object?>())))];

    /// <summary>A value of any distribution: a <see cref="double"/>, a <see cref="long"/>, or the choice.</summary>
    /// <remarks>A name suggested before keeps its value.</remarks>
    /// <exception cref="TuningException">The name has another kind of distribution in the study.</exception>
    public object? Suggest(string name, Distribution distribution) => distribution.ToExternal(SuggestInternal(name, distribution));

    /// <summary>Reports a value on the way, for pruning. A second report of the same step is ignored.</summary>
    /// <param name="value">The objective so far; NaN is kept.</param>
    /// <param name="step">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is below zero.</exception>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public void Report(double value, int step)
    {
        if (Study.Directions.Length > 1)
            throw new InvalidOperationException("The study has several objectives; report all of them in a list.");
        Keep(value, step);
    }

    /// <summary>Reports the objectives on the way, for pruners of several objectives. A second report of the same step is ignored.</summary>
    /// <param name="values">One value for each objective; NaN is kept.</param>
    /// <param name="step">From 0.</param>
    /// <remarks>The first objective is also kept as the intermediate value of the step, where other programs look for it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The step is below zero.</exception>
    /// <exception cref="ArgumentException">There is not one value for each objective.</exception>
    public void Report(IReadOnlyList<double> values, int step)
    {
        if (values.Count != Study.Directions.Length)
            throw new ArgumentException($"expected {Study.Directions.Length} values, one for each objective, found {values.Count}.", nameof(values));
        if (Keep(values[0], step) && values.Count > 1)
            SetSystemAttribute(FrozenTrial.IntermediateVectorKey(step), values);
    }

    /// <summary>True when the pruner would stop the trial now; then throw <see cref="TrialPrunedException"/> or tell it as pruned.</summary>
    /// <exception cref="InvalidOperationException">The study has several objectives, and its pruner is for one.</exception>
    public bool ShouldPrune()
    {
        if (Study.Directions.Length > 1 && !Study.Pruner.SupportsSeveralObjectives)
            throw new InvalidOperationException($"The study has several objectives and {Study.Pruner.GetType().Name} is for one; wrap it in an ObjectivePruner, or use DominancePruner.");
        return Study.Pruner.ShouldPrune(Round is null ? Study : Study.View(Round.History), Study.Storage.GetTrial(Id));
    }

    /// <summary>Sets an attribute: null, truth value, number, text, list or dictionary of these.</summary>
    public void SetUserAttribute(string key, object? value)
    {
        Study.Storage.SetTrialUserAttribute(Id, key, value);
        _record = _record with { UserAttributes = _record.UserAttributes.SetItem(key, PlainData.Freeze(value)) };
    }

    /// <summary>Sets an attribute of the machinery, e.g. of a sampler. Programs use <see cref="SetUserAttribute"/>.</summary>
    public void SetSystemAttribute(string key, object? value)
    {
        Study.Storage.SetTrialSystemAttribute(Id, key, value);
        _record = _record with { SystemAttributes = _record.SystemAttributes.SetItem(key, PlainData.Freeze(value)) };
    }

    /// <summary>Sets the values of the trial's constraints. It is feasible when none is above zero.</summary>
    /// <remarks>The best trials of a study are feasible ones. A sampler heeds them when its option says so: <c>Constraints = trial => trial.Constraints!</c>.</remarks>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public void SetConstraints(params IReadOnlyList<double> values)
    {
        if (values.Any(double.IsNaN))
            throw new ArgumentException("A constraint is NaN.", nameof(values));
        SetSystemAttribute(FrozenTrial.ConstraintsKey, values);
    }

    /// <summary>The system attribute that holds the scores of <see cref="ReportCrossValidationScores"/>.</summary>
    internal const string CrossValidationScoresKey = "terminator:cv_scores";

    /// <summary>Reports the scores of the folds whose mean is the objective, for <see cref="CrossValidationErrorEvaluator"/>.</summary>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public void ReportCrossValidationScores(params IReadOnlyList<double> scores)
    {
        if (scores.Count < 2)
            throw new ArgumentException($"expected at least two scores, found {scores.Count}.", nameof(scores));
        SetSystemAttribute(CrossValidationScoresKey, scores);
    }

    private bool Keep(double value, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (_record.IntermediateValues.ContainsKey(step))
        {
            Study.Warn($"Trial {Number} has already reported step {step}; the first value stays.");
            return false;
        }

        Study.Storage.SetIntermediateValue(Id, step, value);
        _record = _record with { IntermediateValues = _record.IntermediateValues.Add(step, value) };
        return true;
    }

    /// <summary>Suggests parameters in order and stores them as one step.</summary>
    internal void SuggestAll(IEnumerable<KeyValuePair<string, Distribution>> distributions)
    {
        List<TrialParameter> drawn = [];
        try
        {
            foreach (var (name, distribution) in distributions)
            {
                if (_record.FindParameter(name) is not null)
                {
                    SuggestInternal(name, distribution);
                    continue;
                }

                drawn.Add(Draw(name, distribution));
                _record = _record.WithParameter(drawn[^1]);
            }
        }
        finally
        {
            if (drawn.Count > 0)
                Study.Storage.SetTrialParameters(Id, drawn);
        }
    }

    private double SuggestInternal(string name, Distribution distribution)
    {
        if (_record.FindParameter(name) is not { } known)
            return Round is null ? SuggestNew(name, distribution) : Round.Turns.Take(Round.Place, () => SuggestNew(name, distribution));
        TrialChanges.MustBeCompatible(name, known.Distribution, distribution);
        if (!known.Distribution.Equals(distribution))
            Study.Warn($"Trial {Number}: '{name}' was suggested from {known.Distribution.ToJson()} before; its value stays.");
        return known.InternalValue;
    }

    private double SuggestNew(string name, Distribution distribution)
    {
        TrialParameter parameter = Draw(name, distribution);
        Study.Storage.SetTrialParameter(Id, parameter);
        _record = _record.WithParameter(parameter);
        return parameter.InternalValue;
    }

    private TrialParameter Draw(string name, Distribution distribution) => new(
        name,
        distribution,
        FixedValue(name, distribution) ?? (distribution.IsSingle ? distribution.SingleValue : Study.WithSampler(sampler => Draw(sampler, name, distribution))));

    // What is wrong with a distribution is said with the parameter's name.
    private static T Named<T>(string name, Func<T> create)
        where T : Distribution
    {
        try
        {
            return create();
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"Parameter '{name}': {error.Message}", error);
        }
    }

    private double? FixedValue(string name, Distribution distribution)
    {
        if (_fixedParameters is null || !_fixedParameters.TryGetValue(name, out object? value))
            return null;
        double fixedValue;
        try
        {
            fixedValue = distribution.ToInternal(value);
        }
        catch (ArgumentException error)
        {
            throw new TuningException($"Trial {Number}: the enqueued value of '{name}' cannot be used: {error.Message}", error);
        }

        if (!distribution.Contains(fixedValue))
            Study.Warn($"Trial {Number}: the enqueued value {value} of '{name}' is outside {distribution.ToJson()}; it is used as it is.");
        return fixedValue;
    }

    private double Draw(ISampler sampler, string name, Distribution distribution)
    {
        _relativeParameters ??= sampler.SampleRelative(Study, _record, _relativeSpace);
        if (!_relativeParameters.TryGetValue(name, out double value))
            return sampler.SampleIndependent(Study, _record, name, distribution);
        foreach (var (relativeName, relative) in _relativeSpace)
        {
            if (relativeName == name)
                TrialChanges.MustBeCompatible(name, relative, distribution);
        }

        return distribution.Contains(value) ? value : sampler.SampleIndependent(Study, _record, name, distribution);
    }
}
