namespace Binnacle.Tuning;

/// <summary>The number of a trial that a plot shows.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="LowerIsBetter">Smaller numbers are better.</param>
/// <param name="Value">The number of a complete trial.</param>
public sealed record PlotTarget(string Name, bool LowerIsBetter, Func<FrozenTrial, double> Value)
{
    /// <summary>An objective of a study, under its metric name.</summary>
    /// <param name="study">The study.</param>
    /// <param name="objective">Which objective, from 0; null for the only one.</param>
    /// <exception cref="TuningException">The study has several objectives and none is chosen, or it has no such objective.</exception>
    public static PlotTarget Of(Study study, int? objective = null)
    {
        int count = study.Directions.Length;
        if (objective is null && count > 1)
            throw new TuningException($"Study '{study.Name}' has {count} objectives; choose one of them, from 0 to {count - 1}.");
        int place = objective ?? 0;
        if (place < 0 || place >= count)
            throw new TuningException($"Study '{study.Name}' has no objective {place}; it has {count}, counted from 0.");
        return new PlotTarget(NamesOf(study)[place], study.Directions[place] != StudyDirection.Maximize, trial => trial.Values![place]);
    }

    /// <summary>The names of a study's objectives; made up where none were given.</summary>
    internal static IReadOnlyList<string> NamesOf(Study study) => study.MetricNames
        ?? (study.Directions.Length == 1 ? ["objective value"] : [.. study.Directions.Select((_, index) => $"objective {index}")]);

    /// <summary>The complete trials of a study whose number is finite.</summary>
    internal FrozenTrial[] Usable(Study study) =>
        [.. study.Trials.Where(trial => trial.State == TrialState.Complete && double.IsFinite(Value(trial)))];
}
