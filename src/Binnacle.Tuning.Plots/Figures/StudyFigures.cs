namespace Binnacle.Tuning.Plots;

/// <summary>Draws plots of studies. Each takes what <c>Binnacle.Tuning</c> computes, e.g. <see cref="OptimizationHistoryPlot"/>.</summary>
public static partial class StudyFigures
{
    private const string NothingComplete = "No complete trial with a finite value yet.";
}
