namespace Binnacle.Tuning;

/// <summary>Values over each parameter.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Target">What the values are.</param>
/// <param name="Axes">The parameters; <see cref="ParameterAxis.PlaceOf"/> tells where a trial stands, if it has the parameter.</param>
/// <param name="Points">Complete trials with finite values.</param>
public sealed record SlicePlot(string Study, PlotTarget Target, IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<TrialPoint> Points)
{
    /// <summary>The trials of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="parameters">Names; null for all.</param>
    /// <param name="target">What is shown; null for the only objective.</param>
    /// <exception cref="TuningException">A name is unknown.</exception>
    public static SlicePlot Of(Study study, IReadOnlyList<string>? parameters = null, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(study);
        FrozenTrial[] trials = target.Usable(study);
        return new SlicePlot(
            study.Name, target,
            [.. PlotParameters.Of(study, trials, parameters, target).Select(name => ParameterAxis.Of(trials, name))],
            [.. trials.Select(trial => new TrialPoint(trial, target.Value(trial)))]);
    }
}
