namespace Binnacle.Tuning;

/// <summary>What trials reported on the way.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Trials">The trials with at least one finite report.</param>
public sealed record IntermediateValuesPlot(string Study, IReadOnlyList<FrozenTrial> Trials)
{
    /// <summary>The reports of a study's trials, failed ones left out.</summary>
    public static IntermediateValuesPlot Of(Study study) => new(
        study.Name,
        [.. study.Trials.Where(trial => trial.State is not TrialState.Fail && trial.IntermediateValues.Values.Any(double.IsFinite))]);
}
