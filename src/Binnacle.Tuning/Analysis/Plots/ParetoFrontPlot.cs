namespace Binnacle.Tuning;

/// <summary>The trials of a study with two or three objectives, and which of them are the best.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Objectives">The objectives' names.</param>
/// <param name="Trials">Complete trials with finite values.</param>
/// <param name="Best">The numbers of the trials on the front.</param>
public sealed record ParetoFrontPlot(
    string Study, IReadOnlyList<string> Objectives, IReadOnlyList<FrozenTrial> Trials, IReadOnlySet<int> Best)
{
    /// <summary>The trials of a study.</summary>
    /// <exception cref="TuningException">It has neither two nor three objectives.</exception>
    public static ParetoFrontPlot Of(Study study) => study.Directions.Length is 2 or 3
        ? new ParetoFrontPlot(
            study.Name, PlotTarget.NamesOf(study),
            [.. study.Trials.Where(trial => trial.State == TrialState.Complete && trial.Values!.All(double.IsFinite))],
            study.BestTrials.Select(trial => trial.Number).ToHashSet())
        : throw new TuningException($"A Pareto front is drawn of two or three objectives; study '{study.Name}' has {study.Directions.Length}.");
}
