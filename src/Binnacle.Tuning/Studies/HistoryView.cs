using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>A storage seen through a fixed history of one study: what is written goes to the storage, trials come from the history.</summary>
/// <param name="storage">The storage.</param>
/// <param name="study">The study as the view shows it.</param>
/// <param name="trials">Its trials as the view shows them.</param>
internal sealed class HistoryView(IStudyStorage storage, FrozenStudy study, IReadOnlyList<FrozenTrial> trials) : IStudyStorage
{
    public bool IsPersistent => storage.IsPersistent;

    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions) => storage.CreateStudy(name, directions);

    public void DeleteStudy(long studyId) => storage.DeleteStudy(studyId);

    public FrozenStudy? FindStudy(string name) => name == study.Name ? study : storage.FindStudy(name);

    public FrozenStudy GetStudy(long studyId) => studyId == study.Id ? study : storage.GetStudy(studyId);

    public IReadOnlyList<FrozenStudy> GetStudies() => storage.GetStudies();

    public void SetStudyUserAttribute(long studyId, string key, object? value) => storage.SetStudyUserAttribute(studyId, key, value);

    public void SetStudySystemAttribute(long studyId, string key, object? value) => storage.SetStudySystemAttribute(studyId, key, value);

    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null) => storage.CreateTrial(studyId, template);

    public FrozenTrial? ClaimWaitingTrial(long studyId) => storage.ClaimWaitingTrial(studyId);

    public void SetTrialParameter(long trialId, TrialParameter parameter) => storage.SetTrialParameter(trialId, parameter);

    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) => storage.FinishTrial(trialId, state, values);

    public void SetIntermediateValue(long trialId, int step, double value) => storage.SetIntermediateValue(trialId, step, value);

    public void SetTrialUserAttribute(long trialId, string key, object? value) => storage.SetTrialUserAttribute(trialId, key, value);

    public void SetTrialSystemAttribute(long trialId, string key, object? value) => storage.SetTrialSystemAttribute(trialId, key, value);

    public FrozenTrial GetTrial(long trialId) => storage.GetTrial(trialId);

    public IReadOnlyList<FrozenTrial> GetTrials(long studyId) => studyId == study.Id ? trials : storage.GetTrials(studyId);

    public void Dispose()
    {
        // The storage belongs to whoever opened it.
    }
}
