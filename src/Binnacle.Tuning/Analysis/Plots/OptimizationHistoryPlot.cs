namespace Binnacle.Tuning;

/// <summary>The value of each complete trial, and the best value so far.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Target">What the values are.</param>
/// <param name="Points">Complete trials with finite values, in the order of their numbers.</param>
/// <param name="Best">The trials that were the best feasible ones when they finished.</param>
public sealed record OptimizationHistoryPlot(string Study, PlotTarget Target, IReadOnlyList<TrialPoint> Points, IReadOnlyList<TrialPoint> Best)
{
    /// <summary>The history of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="target">What is shown; null for the only objective.</param>
    public static OptimizationHistoryPlot Of(Study study, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(study);
        TrialPoint[] points = [.. target.Usable(study).Select(trial => new TrialPoint(trial, target.Value(trial)))];
        List<TrialPoint> best = [];
        foreach (TrialPoint point in points.Where(point => point.IsFeasible))
        {
            if (best.Count == 0 || (target.LowerIsBetter ? point.Value < best[^1].Value : point.Value > best[^1].Value))
                best.Add(point);
        }

        return new OptimizationHistoryPlot(study.Name, target, points, best);
    }
}
