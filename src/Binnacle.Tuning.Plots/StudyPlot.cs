namespace Binnacle.Tuning.Plots;

/// <summary>Plots of studies by their kind.</summary>
public static class StudyPlot
{
    /// <summary>Draws a plot of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="kind">What is drawn.</param>
    /// <param name="options">What it shows; null for the defaults.</param>
    /// <exception cref="TuningException">The study does not fit the plot, or has no such parameter or objective.</exception>
    public static Figure Create(Study study, PlotKind kind, PlotOptions? options = null)
    {
        options ??= new PlotOptions();
        return kind switch
        {
            PlotKind.OptimizationHistory => StudyFigures.Of(OptimizationHistoryPlot.Of(study, Target())),
            PlotKind.IntermediateValues => StudyFigures.Of(IntermediateValuesPlot.Of(study)),
            PlotKind.ParallelCoordinates => StudyFigures.Of(ParallelCoordinatesPlot.Of(study, options.Parameters, Target())),
            PlotKind.Contour => StudyFigures.Of(ContourPlot.Of(study, options.Parameters, Target())),
            PlotKind.Slice => StudyFigures.Of(SlicePlot.Of(study, options.Parameters, Target())),
            PlotKind.Importances => StudyFigures.Of(ImportancePlot.Of(study, new ImportanceOptions
            {
                Evaluator = options.Evaluator,
                Parameters = options.Parameters,
                Objective = options.Objective,
            })),
            PlotKind.Edf => StudyFigures.Of(EmpiricalDistributionPlot.Of([study, .. options.Others], Target())),
            PlotKind.ParetoFront => StudyFigures.Of(ParetoFrontPlot.Of(study)),
            PlotKind.Rank => StudyFigures.Of(RankPlot.Of(study, options.Parameters, Target())),
            PlotKind.Timeline => StudyFigures.Of(TimelinePlot.Of(study, options.Time.GetUtcNow())),
            PlotKind.HypervolumeHistory => StudyFigures.Of(HypervolumeHistoryPlot.Of(study, options.ReferencePoint)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of plot."),
        };

        PlotTarget Target() => PlotTarget.Of(study, options.Objective);
    }

    /// <summary>The kinds that fit a study: those of one objective, or those of several and each objective's.</summary>
    public static IReadOnlyList<PlotKind> KindsFor(Study study) => study.Directions.Length == 1
        ? [PlotKind.OptimizationHistory, PlotKind.Importances, PlotKind.Slice, PlotKind.ParallelCoordinates, PlotKind.Contour, PlotKind.Rank,
            PlotKind.IntermediateValues, PlotKind.Edf, PlotKind.Timeline]
        : [.. study.Directions.Length <= 3 ? (PlotKind[])[PlotKind.ParetoFront] : [], PlotKind.HypervolumeHistory, PlotKind.Importances, PlotKind.Timeline];
}
