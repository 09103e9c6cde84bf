namespace Binnacle.Tuning;

/// <summary>Values over pairs of parameters.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Target">What the values are.</param>
/// <param name="Axes">The parameters.</param>
/// <param name="Points">Complete trials with finite values.</param>
public sealed record ContourPlot(string Study, PlotTarget Target, IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<TrialPoint> Points)
{
    /// <summary>More parameters than these are not shown unless they are named.</summary>
    public const int MostParameters = 5;

    /// <summary>The trials of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="parameters">Names; null for all, of many the most important by PED-ANOVA.</param>
    /// <param name="target">What is shown; null for the only objective.</param>
    /// <exception cref="TuningException">A name is unknown.</exception>
    public static ContourPlot Of(Study study, IReadOnlyList<string>? parameters = null, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(study);
        FrozenTrial[] trials = target.Usable(study);
        return new ContourPlot(
            study.Name, target,
            [.. PlotParameters.Of(study, trials, parameters, target, MostParameters).Select(name => ParameterAxis.Of(trials, name))],
            [.. trials.Select(trial => new TrialPoint(trial, target.Value(trial)))]);
    }

    /// <summary>The surface over a pair of parameters; null when they occur together in too few places.</summary>
    public ContourSurface? Surface(ParameterAxis x, ParameterAxis y) => ContourSurface.Of(x, y, Points, Target.LowerIsBetter);
}
