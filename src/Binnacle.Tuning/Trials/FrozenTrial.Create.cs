using System.Collections.Immutable;

namespace Binnacle.Tuning;

public sealed partial record FrozenTrial
{
    /// <summary>Makes a trial by hand, to be added to a study.</summary>
    /// <param name="values">One value for each objective; null for a trial without values.</param>
    /// <param name="parameters">Parameter values by name, in external form.</param>
    /// <param name="distributions">The distribution of each parameter.</param>
    /// <param name="state">Where it stands. Default: complete.</param>
    /// <param name="intermediateValues">Values reported on the way, by step.</param>
    /// <param name="userAttributes">Attributes of the program.</param>
    /// <param name="time">Gives start and end of the trial, which are now; the system's when null.</param>
    /// <exception cref="TuningException">
    /// The trial contradicts itself: values and state, parameters and distributions, or a value outside its distribution.
    /// </exception>
    public static FrozenTrial Create(
        IReadOnlyList<double>? values,
        IReadOnlyDictionary<string, object?>? parameters = null,
        IReadOnlyDictionary<string, Distribution>? distributions = null,
        TrialState state = TrialState.Complete,
        IReadOnlyDictionary<int, double>? intermediateValues = null,
        IReadOnlyDictionary<string, object?>? userAttributes = null,
        TimeProvider? time = null)
    {
        DateTimeOffset now = (time ?? TimeProvider.System).GetUtcNow();
        return new FrozenTrial
        {
            State = state,
            Values = values is null ? null : ImmutableArray.CreateRange(values),
            StartedAt = state == TrialState.Waiting ? null : now,
            CompletedAt = state.IsFinished() ? now : null,
            Parameters = ParametersOf(parameters ?? PlainData.NoAttributes, distributions ?? ImmutableDictionary<string, Distribution>.Empty),
            IntermediateValues = ImmutableSortedDictionary.CreateRange(intermediateValues ?? ImmutableSortedDictionary<int, double>.Empty),
            UserAttributes = PlainData.FreezeAll(userAttributes),
        }.Checked();
    }

    /// <summary>This trial, unless it contradicts itself.</summary>
    /// <exception cref="TuningException">It does; the message names the parameter or the rule.</exception>
    internal FrozenTrial Checked()
    {
        if (State == TrialState.Complete && Values is null)
            throw new TuningException("A complete trial has values.");
        if (State is TrialState.Fail && Values is not null)
            throw new TuningException("A failed trial has no values.");
        if (Values?.Any(double.IsNaN) == true)
            throw new TuningException("A value of a trial is NaN.");
        if (State.IsFinished() && CompletedAt < StartedAt)
            throw new TuningException("A trial ends before it starts.");
        foreach (TrialParameter parameter in Parameters)
        {
            // An enqueued value is used as it is.
            if (!parameter.Distribution.Contains(parameter.InternalValue) && Study.FixedParameters(this)?.ContainsKey(parameter.Name) != true)
                throw new TuningException(
                    $"Parameter '{parameter.Name}': the value {PythonJson.Write(parameter.InternalValue)} is outside {parameter.Distribution.ToJson()}.");
        }

        return this;
    }

    private static ImmutableArray<TrialParameter> ParametersOf(
        IReadOnlyDictionary<string, object?> parameters, IReadOnlyDictionary<string, Distribution> distributions)
    {
        if (distributions.Keys.FirstOrDefault(name => !parameters.ContainsKey(name)) is { } valueless)
            throw new TuningException($"Parameter '{valueless}' has a distribution and no value.");
        return [.. parameters.Select(item => Parameter(item.Key, item.Value, distributions.GetValueOrDefault(item.Key)))];
    }

    private static TrialParameter Parameter(string name, object? value, Distribution? distribution)
    {
        if (distribution is null)
            throw new TuningException($"Parameter '{name}' has a value and no distribution.");
        try
        {
            return new TrialParameter(name, distribution, distribution.ToInternal(value));
        }
        catch (ArgumentException error)
        {
            throw new TuningException($"Parameter '{name}': {error.Message}", error);
        }
    }
}
