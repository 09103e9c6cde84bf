using Binnacle.Server.Studies;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>What the list of sweeps tells of a study.</summary>
/// <param name="Ref">Its page.</param>
/// <param name="Address">Its storage.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Started">When its first trial began; null before.</param>
internal sealed record StudySummaryRow(StudyRef Ref, string Address, StudyProgress Progress, DateTimeOffset? Started)
{
    public static StudySummaryRow Of(ServedStudies storage, StudySnapshot study) => new(
        new StudyRef(storage.Key, study.Record.Name), storage.Address, StudyProgress.Of(study), study.Trials.Min(trial => trial.StartedAt));
}
