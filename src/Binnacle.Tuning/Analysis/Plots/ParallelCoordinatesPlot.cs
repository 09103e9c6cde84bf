namespace Binnacle.Tuning;

/// <summary>Trials as lines over parallel axes, one a parameter.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Target">What the values are.</param>
/// <param name="Axes">The parameters.</param>
/// <param name="Points">Complete trials with finite values that have every parameter.</param>
public sealed record ParallelCoordinatesPlot(
    string Study, PlotTarget Target, IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<TrialPoint> Points)
{
    /// <summary>The trials of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="parameters">Names; null for the parameters that every complete trial has, or for all when there is none.</param>
    /// <param name="target">What is shown; null for the only objective.</param>
    /// <exception cref="TuningException">A name is unknown.</exception>
    public static ParallelCoordinatesPlot Of(Study study, IReadOnlyList<string>? parameters = null, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(study);
        FrozenTrial[] trials = target.Usable(study);
        IReadOnlyList<string> names = PlotParameters.Of(study, trials, parameters, target);
        if (parameters is null && names.Where(name => trials.All(trial => trial.FindParameter(name) is not null)).ToArray() is { Length: > 0 } common)
            names = common;
        FrozenTrial[] whole = [.. trials.Where(trial => names.All(name => trial.FindParameter(name) is not null))];
        return new ParallelCoordinatesPlot(
            study.Name, target,
            whole.Length == 0 ? [] : [.. names.Select(name => ParameterAxis.Of(whole, name))],
            [.. whole.Select(trial => new TrialPoint(trial, target.Value(trial)))]);
    }
}
