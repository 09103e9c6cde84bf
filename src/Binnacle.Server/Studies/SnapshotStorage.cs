using System.Collections.Immutable;
using Binnacle.Tuning;

namespace Binnacle.Server.Studies;

/// <summary>One study that never changes.</summary>
internal sealed class SnapshotStorage(StudySnapshot snapshot) : IStudyStorage
{
    public bool IsPersistent => false;

    public FrozenStudy? FindStudy(string name) => name == snapshot.Record.Name ? snapshot.Record : null;

    public FrozenStudy GetStudy(long studyId) => snapshot.Record;

    public IReadOnlyList<FrozenStudy> GetStudies() => [snapshot.Record];

    public IReadOnlyList<FrozenTrial> GetTrials(long studyId) => snapshot.Trials;

    public FrozenTrial GetTrial(long trialId) => snapshot.Trials.First(trial => trial.Id == trialId);

    public void Dispose()
    {
        // Nothing is held.
    }

    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions) => throw Unchangeable();

    public void DeleteStudy(long studyId) => throw Unchangeable();

    public void SetStudyUserAttribute(long studyId, string key, object? value) => throw Unchangeable();

    public void SetStudySystemAttribute(long studyId, string key, object? value) => throw Unchangeable();

    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null) => throw Unchangeable();

    public FrozenTrial? ClaimWaitingTrial(long studyId) => throw Unchangeable();

    public void SetTrialParameter(long trialId, TrialParameter parameter) => throw Unchangeable();

    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) => throw Unchangeable();

    public void SetIntermediateValue(long trialId, int step, double value) => throw Unchangeable();

    public void SetTrialUserAttribute(long trialId, string key, object? value) => throw Unchangeable();

    public void SetTrialSystemAttribute(long trialId, string key, object? value) => throw Unchangeable();

    private static NotSupportedException Unchangeable() => new("A snapshot of a study cannot be changed.");
}
