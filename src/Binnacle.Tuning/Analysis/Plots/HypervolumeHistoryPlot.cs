namespace Binnacle.Tuning;

/// <summary>The hypervolume after each complete trial.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Points">The volumes, in the order of the trials' numbers.</param>
public sealed record HypervolumeHistoryPlot(string Study, IReadOnlyList<HypervolumePoint> Points)
{
    /// <summary>The history of a study.</summary>
    /// <inheritdoc cref="Study.GetHypervolumeHistory"/>
    public static HypervolumeHistoryPlot Of(Study study, IReadOnlyList<double>? referencePoint = null) =>
        new(study.Name, study.GetHypervolumeHistory(referencePoint));
}
