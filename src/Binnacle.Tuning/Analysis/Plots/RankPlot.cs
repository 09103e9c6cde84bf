namespace Binnacle.Tuning;

/// <summary>Trials over pairs of parameters, coloured by their rank.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Target">What the values are.</param>
/// <param name="Axes">The parameters.</param>
/// <param name="Points">Complete trials with finite values.</param>
/// <param name="Ranks">For each point its place among the values, from 0 for the smallest to 1; equal values share the mean.</param>
public sealed record RankPlot(
    string Study, PlotTarget Target, IReadOnlyList<ParameterAxis> Axes, IReadOnlyList<TrialPoint> Points, IReadOnlyList<double> Ranks)
{
    /// <summary>More parameters than these are not shown unless they are named.</summary>
    public const int MostParameters = 5;

    /// <summary>The trials of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="parameters">Names; null for all, of many the most important by PED-ANOVA.</param>
    /// <param name="target">What is shown; null for the only objective.</param>
    /// <exception cref="TuningException">A name is unknown.</exception>
    public static RankPlot Of(Study study, IReadOnlyList<string>? parameters = null, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(study);
        FrozenTrial[] trials = target.Usable(study);
        TrialPoint[] points = [.. trials.Select(trial => new TrialPoint(trial, target.Value(trial)))];
        return new RankPlot(
            study.Name, target,
            [.. PlotParameters.Of(study, trials, parameters, target, MostParameters).Select(name => ParameterAxis.Of(trials, name))],
            points, RanksOf([.. points.Select(point => point.Value)]));
    }

    private static double[] RanksOf(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(index => values[index])];
        double[] ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];)
                end++;
            foreach (int index in order[start..end])
                ranks[index] = values.Length == 1 ? 0.5 : (start + end - 1) / 2.0 / (values.Length - 1);
        }

        return ranks;
    }
}
