using System.Runtime.CompilerServices;

namespace Binnacle.Tuning;

/// <summary>Prunes the trials of a study with several objectives by one of them, with any pruner for one objective.</summary>
/// <remarks>Trials report all objectives with <see cref="Trial.Report(IReadOnlyList{double}, int)"/>.</remarks>
public sealed class ObjectivePruner : IPruner
{
    private readonly IPruner _pruner;
    private readonly int? _objective;
    private readonly string? _metric;
    private readonly ConditionalWeakTable<FrozenTrial, FrozenTrial> _projected = [];

    /// <param name="pruner">Decides by the values of the objective.</param>
    /// <param name="objective">Which objective, from 0.</param>
    public ObjectivePruner(IPruner pruner, int objective)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(objective);
        (_pruner, _objective) = (pruner, objective);
    }

    /// <param name="pruner">Decides by the values of the objective.</param>
    /// <param name="metric">The objective's name, as set with <see cref="Study.SetMetricNames"/>.</param>
    public ObjectivePruner(IPruner pruner, string metric) => (_pruner, _metric) = (pruner, metric);

    /// <inheritdoc/>
    public bool SupportsSeveralObjectives => true;

    /// <inheritdoc/>
    /// <exception cref="TuningException">The study has no such objective.</exception>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        int objective = Place(study);
        FrozenTrial[] trials = [.. study.Trials.Select(other => other.State.IsFinished()
            ? _projected.GetValue(other, finished => Project(finished, objective))
            : Project(other, objective))];
        return _pruner.ShouldPrune(study.View(trials, study.Directions[objective]), Project(trial, objective));
    }

    private int Place(Study study)
    {
        IReadOnlyList<string> names = _metric is null ? [] : study.MetricNames ?? [];
        int place = _objective ?? names.TakeWhile(name => name != _metric).Count();
        return place < study.Directions.Length && (_metric is null || place < names.Count)
            ? place
            : throw new TuningException(_metric is null
                ? $"Study '{study.Name}' has {study.Directions.Length} objectives, counted from 0; the pruner asks for {place}."
                : $"Study '{study.Name}' has no objective named '{_metric}'; it has {(names.Count == 0 ? "no names" : string.Join(", ", names))}.");
    }

    private static FrozenTrial Project(FrozenTrial trial, int objective) => trial with
    {
        Values = trial.Values is { } values && values.Count > objective ? [values[objective]] : null,
        IntermediateValues = trial.IntermediateValues.SetItems(
            trial.IntermediateVectors.Where(item => item.Value.Count > objective).Select(item => KeyValuePair.Create(item.Key, item.Value[objective]))),
    };
}
