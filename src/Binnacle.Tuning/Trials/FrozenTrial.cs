using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>A trial as it was at one moment. Immutable.</summary>
public sealed partial record FrozenTrial
{
    /// <summary>The storage's id of the trial, unique over its studies.</summary>
    public long Id { get; init; }

    /// <summary>The trial's number in its study, from 0.</summary>
    public int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>The objective values; null unless it is complete, or pruned with a last intermediate value.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>When it started; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was finished.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The parameters in the order in which they were suggested.</summary>
    public ImmutableArray<TrialParameter> Parameters { get; init; } = [];

    /// <summary>Values reported on the way, by step.</summary>
    public ImmutableSortedDictionary<int, double> IntermediateValues { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>Attributes set by the program: plain data (<see cref="PythonJson"/>).</summary>
    public ImmutableSortedDictionary<string, object?> UserAttributes { get; init; } = PlainData.NoAttributes;

    /// <summary>Attributes set by samplers, pruners and the study.</summary>
    public ImmutableSortedDictionary<string, object?> SystemAttributes { get; init; } = PlainData.NoAttributes;

    /// <summary>The value of the only objective; null without values.</summary>
    /// <exception cref="InvalidOperationException">There are several objectives.</exception>
    public double? Value => Values switch
    {
        null => null,
        [var single] => single,
        _ => throw new InvalidOperationException("The trial has several values; use Values."),
    };

    /// <summary>Parameter values by name: a <see cref="double"/>, a <see cref="long"/>, or the choice.</summary>
    public IReadOnlyDictionary<string, object?> Params => new ParameterView<object?>(Parameters, parameter => parameter.Value);

    /// <summary>Distributions by parameter name.</summary>
    public IReadOnlyDictionary<string, Distribution> Distributions => new ParameterView<Distribution>(Parameters, parameter => parameter.Distribution);

    /// <summary>The largest step with an intermediate value.</summary>
    public int? LastStep => IntermediateValues.IsEmpty ? null : IntermediateValues.Keys.Last();

    /// <summary>From start to end; null until it is finished.</summary>
    public TimeSpan? Duration => CompletedAt - StartedAt;

    /// <summary>The parameter of this name, or null.</summary>
    internal TrialParameter? FindParameter(string name)
    {
        foreach (TrialParameter parameter in Parameters)
        {
            if (parameter.Name == name)
                return parameter;
        }

        return null;
    }
}
