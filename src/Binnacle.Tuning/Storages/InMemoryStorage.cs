using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>Keeps studies in memory, for as long as the object lives. Safe for several threads.</summary>
public sealed class InMemoryStorage : IStudyStorage
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly List<StoredStudy> _studies = [];
    private readonly List<(StoredStudy Study, int Number)> _trials = [];

    /// <param name="time">Gives the moments at which trials start and end; the system's when null.</param>
    public InMemoryStorage(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public bool IsPersistent => false;

    /// <inheritdoc/>
    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions)
    {
        lock (_gate)
        {
            if (Existing.Any(study => study.Record.Name == name))
                throw new DuplicatedStudyException(name);
            long id = _studies.Count;
            _studies.Add(new StoredStudy(new FrozenStudy { Id = id, Name = name, Directions = directions }));
            return id;
        }
    }

    /// <inheritdoc/>
    public void DeleteStudy(long studyId)
    {
        lock (_gate)
            Find(studyId).Delete();
    }

    /// <inheritdoc/>
    public FrozenStudy? FindStudy(string name)
    {
        lock (_gate)
            return Existing.FirstOrDefault(study => study.Record.Name == name)?.Record;
    }

    /// <inheritdoc/>
    public FrozenStudy GetStudy(long studyId)
    {
        lock (_gate)
            return Find(studyId).Record;
    }

    /// <inheritdoc/>
    public IReadOnlyList<FrozenStudy> GetStudies()
    {
        lock (_gate)
            return [.. Existing.Select(study => study.Record)];
    }

    /// <inheritdoc/>
    public void SetStudyUserAttribute(long studyId, string key, object? value)
    {
        object? frozen = PlainData.Freeze(value);
        lock (_gate)
        {
            StoredStudy study = Find(studyId);
            study.Record = study.Record with { UserAttributes = study.Record.UserAttributes.SetItem(key, frozen) };
        }
    }

    /// <inheritdoc/>
    public void SetStudySystemAttribute(long studyId, string key, object? value)
    {
        object? frozen = PlainData.Freeze(value);
        lock (_gate)
        {
            StoredStudy study = Find(studyId);
            study.Record = study.Record with { SystemAttributes = study.Record.SystemAttributes.SetItem(key, frozen) };
        }
    }

    /// <inheritdoc/>
    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null)
    {
        lock (_gate)
        {
            StoredStudy study = Find(studyId);
            TrialChanges.MustBeCompatible(template?.Parameters ?? [], study.Distributions.GetValueOrDefault);
            FrozenTrial trial = (template ?? new FrozenTrial { State = TrialState.Running, StartedAt = _time.GetUtcNow() }) with
            {
                Id = _trials.Count,
                Number = study.Trials.Count,
            };
            foreach (TrialParameter parameter in trial.Parameters)
                study.Distributions[parameter.Name] = parameter.Distribution;
            if (trial.State == TrialState.Waiting)
                study.Waiting.Enqueue(trial.Number);
            study.Trials = study.Trials.Add(trial);
            _trials.Add((study, trial.Number));
            return trial;
        }
    }

    /// <inheritdoc/>
    public FrozenTrial? ClaimWaitingTrial(long studyId)
    {
        lock (_gate)
        {
            StoredStudy study = Find(studyId);
            while (study.Waiting.TryDequeue(out int number))
            {
                FrozenTrial waiting = study.Trials[number];
                if (waiting.State != TrialState.Waiting)
                    continue;
                FrozenTrial running = waiting with { State = TrialState.Running, StartedAt = _time.GetUtcNow() };
                study.Trials = study.Trials.With(number, running);
                return running;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public void SetTrialParameter(long trialId, TrialParameter parameter) => SetTrialParameters(trialId, [parameter]);

    /// <inheritdoc/>
    public void SetTrialParameters(long trialId, IReadOnlyList<TrialParameter> parameters)
    {
        lock (_gate)
        {
            StoredStudy study = Locate(trialId).Study;
            Change(trialId, trial =>
            {
                TrialChanges.MustBeCompatible(parameters, study.Distributions.GetValueOrDefault);
                return parameters.Aggregate(trial, TrialChanges.WithParameter);
            });
            foreach (TrialParameter parameter in parameters)
                study.Distributions[parameter.Name] = parameter.Distribution;
        }
    }

    /// <inheritdoc/>
    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) => Change(trialId, trial => trial with
    {
        State = state,
        Values = values is null ? null : ImmutableArray.CreateRange(values),
        CompletedAt = _time.GetUtcNow(),
    });

    /// <inheritdoc/>
    public void SetIntermediateValue(long trialId, int step, double value) =>
        Change(trialId, trial => trial with { IntermediateValues = trial.IntermediateValues.SetItem(step, value) });

    /// <inheritdoc/>
    public void SetTrialUserAttribute(long trialId, string key, object? value)
    {
        object? frozen = PlainData.Freeze(value);
        Change(trialId, trial => trial with { UserAttributes = trial.UserAttributes.SetItem(key, frozen) });
    }

    /// <inheritdoc/>
    public void SetTrialSystemAttribute(long trialId, string key, object? value)
    {
        object? frozen = PlainData.Freeze(value);
        Change(trialId, trial => trial with { SystemAttributes = trial.SystemAttributes.SetItem(key, frozen) });
    }

    /// <inheritdoc/>
    public FrozenTrial GetTrial(long trialId)
    {
        lock (_gate)
        {
            var (study, number) = Locate(trialId);
            return study.Trials[number];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<FrozenTrial> GetTrials(long studyId)
    {
        lock (_gate)
            return Find(studyId).Trials;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing outlives the object.
    }

    private void Change(long trialId, Func<FrozenTrial, FrozenTrial> change)
    {
        lock (_gate)
        {
            var (study, number) = Locate(trialId);
            study.Trials = study.Trials.With(number, change(study.Trials[number].MustBeOpen()));
        }
    }

    private IEnumerable<StoredStudy> Existing => _studies.Where(study => !study.IsDeleted);

    private StoredStudy Find(long studyId) => studyId >= 0 && studyId < _studies.Count && !_studies[(int)studyId].IsDeleted
        ? _studies[(int)studyId]
        : throw new TuningException($"There is no study with the id {studyId}.");

    private (StoredStudy Study, int Number) Locate(long trialId) =>
        trialId >= 0 && trialId < _trials.Count && !_trials[(int)trialId].Study.IsDeleted
            ? _trials[(int)trialId]
            : throw new TuningException($"There is no trial with the id {trialId}.");

    private sealed class StoredStudy(FrozenStudy record)
    {
        public FrozenStudy Record { get; set; } = record;

        public TrialList Trials { get; set; } = TrialList.Empty;

        public Queue<int> Waiting { get; } = [];

        public Dictionary<string, Distribution> Distributions { get; } = [];

        public bool IsDeleted { get; private set; }

        public void Delete()
        {
            IsDeleted = true;
            Trials = TrialList.Empty;
        }
    }
}
