using Binnacle.Server.Studies;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>Complete trials, the best first; of several objectives by the first one among the Pareto front.</summary>
internal static class BestTrials
{
    public static IEnumerable<FrozenTrial> Order(StudySnapshot study)
    {
        IEnumerable<FrozenTrial> trials = study.Record.Directions.Length == 1
            ? study.Trials.Where(trial => trial.State == TrialState.Complete)
            : study.AsStudy().BestTrials;
        return study.Record.Directions[0] == StudyDirection.Maximize
            ? trials.OrderByDescending(trial => trial.Values![0])
            : trials.OrderBy(trial => trial.Values![0]);
    }
}
