using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>Keeps studies in a file that is only appended to, in the format of Optuna's journal, shared with its workers.</summary>
/// <remarks>
/// Made for file systems of a network, where databases are not safe, and for a few workers: each step appends a line under a lock,
/// each reader reads on from where it was. A line that a killed writer left unfinished is ignored and removed by the next writer.
/// </remarks>
public sealed class JournalStorage : IStudyStorage
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly JournalFile _file;
    private readonly JournalFileLock _lock;
    private readonly JournalState _state;
    private readonly JournalRecords _records;

    /// <param name="path">The file; it is made when it does not exist. Its folder must exist.</param>
    /// <param name="options">How the file is used; null for the defaults.</param>
    /// <exception cref="TuningException">The file cannot be opened, or is damaged; the message names the line.</exception>
    public JournalStorage(string path, JournalStorageOptions? options = null)
    {
        options ??= new JournalStorageOptions();
        path = Path.GetFullPath(path);
        _time = options.Time;
        _state = new JournalState(_time.LocalTimeZone);
        _records = new JournalRecords(_time.LocalTimeZone);
        _lock = new JournalFileLock(path, options);
        _file = new JournalFile(path, options, _state.Apply);
        _file.Read();
    }

    /// <inheritdoc/>
    public bool IsPersistent => true;

    /// <inheritdoc/>
    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions) => Write(
        () => _state.FindStudy(name) is null ? [_records.CreateStudy(name, directions)] : throw new DuplicatedStudyException(name),
        () => _state.FindStudy(name)!.Id);

    /// <inheritdoc/>
    public void DeleteStudy(long studyId) => Write(() =>
    {
        Find(studyId);
        return _records.DeleteStudy(studyId);
    });

    /// <inheritdoc/>
    public FrozenStudy? FindStudy(string name) => Read(() => _state.FindStudy(name));

    /// <inheritdoc/>
    public FrozenStudy GetStudy(long studyId) => Read(() => Find(studyId).Record);

    /// <inheritdoc/>
    public IReadOnlyList<FrozenStudy> GetStudies() => Read(() => _state.Studies.ToArray());

    /// <inheritdoc/>
    public void SetStudyUserAttribute(long studyId, string key, object? value) => SetStudyAttribute(JournalOperation.SetStudyUserAttribute, studyId, key, value);

    /// <inheritdoc/>
    public void SetStudySystemAttribute(long studyId, string key, object? value) => SetStudyAttribute(JournalOperation.SetStudySystemAttribute, studyId, key, value);

    /// <inheritdoc/>
    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null) => Write(
        () =>
        {
            TrialChanges.MustBeCompatible(template?.Parameters ?? [], Find(studyId).DistributionOf);
            return [template is null ? _records.CreateTrial(studyId, Now()) : _records.CreateTrial(studyId, template)];
        },
        () => Locate(_state.TrialCount - 1).Trial);

    /// <inheritdoc/>
    public FrozenTrial? ClaimWaitingTrial(long studyId)
    {
        if (Read(() => Find(studyId).FirstWaiting) is null)
            return null;
        FrozenTrial? waiting = null;
        return Write(
            () =>
            {
                waiting = Find(studyId).FirstWaiting;
                return waiting is null ? [] : [_records.Claim(waiting.Id, Now())];
            },
            () => waiting is null ? null : Locate(waiting.Id).Trial);
    }

    /// <inheritdoc/>
    public void SetTrialParameter(long trialId, TrialParameter parameter) => SetTrialParameters(trialId, [parameter]);

    /// <inheritdoc/>
    public void SetTrialParameters(long trialId, IReadOnlyList<TrialParameter> parameters) => Write<object?>(
        () =>
        {
            TrialChanges.MustBeCompatible(parameters, MustBeOpen(trialId).Study.DistributionOf);
            return parameters.Select(parameter => _records.Parameter(trialId, parameter));
        },
        () => null);

    /// <inheritdoc/>
    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) =>
        Change(trialId, () => _records.Finish(trialId, state, values, Now()));

    /// <inheritdoc/>
    public void SetIntermediateValue(long trialId, int step, double value) => Change(trialId, () => _records.IntermediateValue(trialId, step, value));

    /// <inheritdoc/>
    public void SetTrialUserAttribute(long trialId, string key, object? value) =>
        Change(trialId, () => _records.TrialAttribute(JournalOperation.SetTrialUserAttribute, trialId, key, value));

    /// <inheritdoc/>
    public void SetTrialSystemAttribute(long trialId, string key, object? value) =>
        Change(trialId, () => _records.TrialAttribute(JournalOperation.SetTrialSystemAttribute, trialId, key, value));

    /// <inheritdoc/>
    public FrozenTrial GetTrial(long trialId) => Read(() => Locate(trialId).Trial);

    /// <inheritdoc/>
    public IReadOnlyList<FrozenTrial> GetTrials(long studyId) => Read(() => Find(studyId).Trials);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open between two steps.
    }

    private DateTimeOffset Now() => _time.GetUtcNow();

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            _file.Read();
            return read();
        }
    }

    // What is impossible is found while the lock is held, so that it is never written.
    private T Write<T>(Func<IEnumerable<IReadOnlyDictionary<string, object?>>> decide, Func<T> result)
    {
        lock (_gate)
        {
            using (AcquireLock())
                _file.Append(decide);
            return result();
        }
    }

    private void Write(Func<IReadOnlyDictionary<string, object?>> decide) => Write<object?>(() => [decide()], () => null);

    private JournalFileLock.Held AcquireLock()
    {
        try
        {
            return _lock.Acquire();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TuningException($"{_file.Path}: the journal cannot be locked for writing: {error.Message}", error);
        }
    }

    private void Change(long trialId, Func<IReadOnlyDictionary<string, object?>> record) => Write(() =>
    {
        MustBeOpen(trialId);
        return record();
    });

    private void SetStudyAttribute(JournalOperation operation, long studyId, string key, object? value) => Write(() =>
    {
        Find(studyId);
        return _records.StudyAttribute(operation, studyId, key, value);
    });

    private JournalStudy Find(long studyId) => _state.FindStudy(studyId) ?? throw new TuningException($"{_file.Path}: there is no study with the id {studyId}.");

    private (JournalStudy Study, FrozenTrial Trial) Locate(long trialId) =>
        _state.FindTrial(trialId) ?? throw new TuningException($"{_file.Path}: there is no trial with the id {trialId}.");

    private (JournalStudy Study, FrozenTrial Trial) MustBeOpen(long trialId)
    {
        var found = Locate(trialId);
        found.Trial.MustBeOpen();
        return found;
    }
}
