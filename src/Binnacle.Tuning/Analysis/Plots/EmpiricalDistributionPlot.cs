namespace Binnacle.Tuning;

/// <summary>The empirical distribution function of studies' values: the share of trials up to each value.</summary>
/// <param name="Target">What the values are.</param>
/// <param name="Studies">For each study its name and its finite values in ascending order; the share at the n-th of N is n/N.</param>
public sealed record EmpiricalDistributionPlot(PlotTarget Target, IReadOnlyList<KeyValuePair<string, IReadOnlyList<double>>> Studies)
{
    /// <summary>The values of studies to be compared.</summary>
    /// <param name="studies">At least one study.</param>
    /// <param name="target">What is shown; null for the only objective of the first study.</param>
    public static EmpiricalDistributionPlot Of(IReadOnlyList<Study> studies, PlotTarget? target = null)
    {
        target ??= PlotTarget.Of(studies[0]);
        return new EmpiricalDistributionPlot(
            target,
            [.. studies.Select(study => KeyValuePair.Create<string, IReadOnlyList<double>>(
                study.Name, [.. target.Usable(study).Select(target.Value).Order()]))]);
    }
}
