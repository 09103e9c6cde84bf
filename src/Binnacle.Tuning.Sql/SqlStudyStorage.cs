using System.Collections.Immutable;

namespace Binnacle.Tuning.Sql;

/// <summary>Keeps studies in Optuna's own tables: what the storages of all databases have in common.</summary>
public abstract class SqlStudyStorage : IHeartbeatStorage
{
    private static readonly string[] PartsOfTrials =
        ["trial_user_attributes", "trial_system_attributes", "trial_params", "trial_values", "trial_intermediate_values", "trial_heartbeats"];

    private static readonly string[] PartsOfStudies = ["trials", "study_directions", "study_user_attributes", "study_system_attributes", "studies"];

    private readonly Lock _gate = new();
    private readonly SqlSession _session;
    private readonly TimeProvider _time;
    private readonly TrialRows _rows;
    private readonly Dictionary<long, StudyCache> _studies = [];
    private readonly Dictionary<long, long> _studyOfTrial = [];

    private protected SqlStudyStorage(SqlSession session, string newHead, TimeProvider time)
    {
        _session = session;
        _time = time;
        _rows = new TrialRows(session, time.LocalTimeZone);
        try
        {
            session.Guard<object?>(() =>
            {
                StudySchema.Prepare(session, newHead);
                return null;
            });
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool IsPersistent => true;

    /// <summary>The version of the tables, e.g. <c>v3.2.0.a</c>.</summary>
    public string Head => Read(() => StudySchema.Head(_session).Name);

    /// <summary>Brings the tables to the version of Optuna 4.9 (<c>v3.2.0.a</c>), which Optuna 3.1 does not open any more.</summary>
    /// <returns>The version that they had; the current one when there was nothing to do.</returns>
    public string Upgrade()
    {
        lock (_gate)
            return StudySchema.Upgrade(_session).Name;
    }

    /// <inheritdoc/>
    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions) => Write(() =>
    {
        if (_session.Single("SELECT study_id FROM studies WHERE study_name = $1", name) is not null)
            throw new DuplicatedStudyException(name);
        long id = (long)_session.Single("INSERT INTO studies (study_name) VALUES ($1) RETURNING study_id", name)!;
        for (int i = 0; i < directions.Length; i++)
        {
            _session.Execute(
                "INSERT INTO study_directions (direction, study_id, objective) VALUES ($1, $2, $3)", StoredText.Of(directions[i]), id, i);
        }

        return id;
    });

    /// <inheritdoc/>
    public void DeleteStudy(long studyId)
    {
        Write(() =>
        {
            MustExist(studyId, _session.RowLock);
            foreach (string table in PartsOfTrials)
                _session.Execute($"DELETE FROM {table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = $1)", studyId);
            foreach (string table in PartsOfStudies)
                _session.Execute($"DELETE FROM {table} WHERE study_id = $1", studyId);
            return studyId;
        });
        lock (_gate)
            Forget();
    }

    /// <inheritdoc/>
    public FrozenStudy? FindStudy(string name) => Read(() =>
        _session.Single("SELECT study_id FROM studies WHERE study_name = $1", name) is long id ? ReadStudy(id, name) : null);

    /// <inheritdoc/>
    public FrozenStudy GetStudy(long studyId) => Read(() => ReadStudy(studyId, MustExist(studyId)));

    /// <inheritdoc/>
    public IReadOnlyList<FrozenStudy> GetStudies() => Read(() =>
    {
        List<(long Id, string Name)> studies = [];
        _session.Query("SELECT study_id, study_name FROM studies ORDER BY study_id", row => studies.Add((row.GetInt64(0), row.GetString(1))));
        return studies.Select(study => ReadStudy(study.Id, study.Name)).ToArray();
    });

    /// <inheritdoc/>
    public void SetStudyUserAttribute(long studyId, string key, object? value) => SetStudyAttribute("study_user_attributes", studyId, key, value);

    /// <inheritdoc/>
    public void SetStudySystemAttribute(long studyId, string key, object? value) => SetStudyAttribute("study_system_attributes", studyId, key, value);

    /// <inheritdoc/>
    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null) => WriteTrial(studyId, () =>
    {
        // The study's row is locked, as Optuna does it, so that trials are numbered one after the other.
        LockStudy(studyId);
        StudyCache cache = CacheOf(studyId);
        TrialChanges.MustBeCompatible(template?.Parameters ?? [], cache.DistributionOf);
        FrozenTrial trial = (template ?? new FrozenTrial { State = TrialState.Running, StartedAt = Now() }) with { Number = cache.Trials.Count };
        return trial with { Id = _rows.Insert(studyId, trial) };
    });

    /// <inheritdoc/>
    public FrozenTrial? ClaimWaitingTrial(long studyId)
    {
        lock (_gate)
        {
            while (Read(() => CacheOf(studyId).FirstWaiting()) is { } waiting)
            {
                FrozenTrial claimed = waiting with { State = TrialState.Running, StartedAt = Now() };
                if (Write(() => _rows.Claim(claimed)))
                    return Remember(studyId, claimed);
                Read(() => CacheOf(studyId, again: true));
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public void SetTrialParameter(long trialId, TrialParameter parameter) => SetTrialParameters(trialId, [parameter]);

    /// <inheritdoc/>
    public void SetTrialParameters(long trialId, IReadOnlyList<TrialParameter> parameters) => Change(trialId, (trial, cache) =>
    {
        // The first use of a name decides its kind for the whole study: no other worker may decide at the same time.
        if (parameters.Any(parameter => cache.DistributionOf(parameter.Name) is null))
        {
            LockStudy(cache.StudyId);
            cache.Refresh(again: true);
        }

        TrialChanges.MustBeCompatible(parameters, cache.DistributionOf);
        _rows.SetParameters(trialId, parameters);
        return parameters.Aggregate(trial, TrialChanges.WithParameter);
    });

    /// <inheritdoc/>
    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) => Change(trialId, (trial, _) =>
    {
        FrozenTrial finished = trial with { State = state, Values = values?.ToImmutableArray(), CompletedAt = Now() };
        _rows.Finish(finished);
        return finished;
    });

    /// <inheritdoc/>
    public void SetIntermediateValue(long trialId, int step, double value) => Change(trialId, (trial, _) =>
    {
        _rows.SetIntermediateValues(trialId, [KeyValuePair.Create(step, value)]);
        return trial with { IntermediateValues = trial.IntermediateValues.SetItem(step, value) };
    });

    /// <inheritdoc/>
    public void SetTrialUserAttribute(long trialId, string key, object? value)
    {
        object? frozen = Frozen(value);
        Change(trialId, (trial, _) =>
        {
            _rows.SetAttributes("trial_user_attributes", "trial_id", trialId, [KeyValuePair.Create(key, frozen)]);
            return trial with { UserAttributes = trial.UserAttributes.SetItem(key, frozen) };
        });
    }

    /// <inheritdoc/>
    public void SetTrialSystemAttribute(long trialId, string key, object? value)
    {
        object? frozen = Frozen(value);
        Change(trialId, (trial, _) =>
        {
            _rows.SetAttributes("trial_system_attributes", "trial_id", trialId, [KeyValuePair.Create(key, frozen)]);
            return trial with { SystemAttributes = trial.SystemAttributes.SetItem(key, frozen) };
        });
    }

    /// <inheritdoc/>
    public FrozenTrial GetTrial(long trialId) => Read(() => Locate(trialId));

    /// <inheritdoc/>
    public IReadOnlyList<FrozenTrial> GetTrials(long studyId) => Read(() => CacheOf(studyId).Trials);

    /// <inheritdoc/>
    public void RecordHeartbeat(long trialId) => Write(() => _rows.RecordHeartbeat(trialId));

    /// <inheritdoc/>
    public IReadOnlyList<FrozenTrial> GetStaleTrials(long studyId, TimeSpan gracePeriod)
    {
        IReadOnlyList<long> stale = Read(() => _rows.FindStale(studyId, gracePeriod));
        return [.. stale.Select(GetTrial)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _session.Dispose();
        GC.SuppressFinalize(this);
    }

    // The database keeps microseconds.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = _time.GetLocalNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static object? Frozen(object? value) => PythonJson.Parse(PythonJson.Write(value));

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
            return _session.Guard(read);
    }

    private T Write<T>(Func<T> write)
    {
        lock (_gate)
            return _session.Write(write);
    }

    private void Change(long trialId, Func<FrozenTrial, StudyCache, FrozenTrial> change)
    {
        long studyId = Read(() => StudyOf(trialId));
        WriteTrial(studyId, () =>
        {
            // The row is locked, so that two workers cannot both finish the trial.
            if (_session.RowLock.Length > 0)
                _ = _session.Single($"SELECT trial_id FROM trials WHERE trial_id = $1{_session.RowLock}", trialId) ?? throw UnknownTrial(trialId);
            StudyCache cache = CacheOf(studyId);
            return change((cache.Find(trialId) ?? throw UnknownTrial(trialId)).MustBeOpen(), cache);
        });
    }

    // The cache follows the database only when the transaction has been committed.
    private FrozenTrial WriteTrial(long studyId, Func<FrozenTrial> write)
    {
        lock (_gate)
            return Remember(studyId, _session.Write(write));
    }

    private FrozenTrial Remember(long studyId, FrozenTrial trial)
    {
        _studyOfTrial[trial.Id] = studyId;
        _studies[studyId].Put(trial);
        return trial;
    }

    private StudyCache CacheOf(long studyId, bool again = false)
    {
        if (_studies.TryGetValue(studyId, out StudyCache? known))
        {
            if (known.Refresh(again))
                return known;
            Forget();
        }

        MustExist(studyId);
        StudyCache cache = new(_session, studyId, _time.LocalTimeZone);
        cache.Refresh();
        _studies.Add(studyId, cache);
        return cache;
    }

    // Ids may be used again.
    private void Forget()
    {
        _studies.Clear();
        _studyOfTrial.Clear();
    }

    private FrozenTrial Locate(long trialId) => CacheOf(StudyOf(trialId)).Find(trialId) ?? throw UnknownTrial(trialId);

    private long StudyOf(long trialId)
    {
        if (_studyOfTrial.TryGetValue(trialId, out long known))
            return known;
        long studyId = _session.Single("SELECT study_id FROM trials WHERE trial_id = $1", trialId) as long? ?? throw UnknownTrial(trialId);
        return _studyOfTrial[trialId] = studyId;
    }

    private string MustExist(long studyId, string rowLock = "") =>
        _session.Single($"SELECT study_name FROM studies WHERE study_id = $1{rowLock}", studyId) as string ?? throw UnknownStudy(studyId);

    // Where rows are not locked, the transaction has the whole database.
    private void LockStudy(long studyId)
    {
        if (_session.RowLock.Length > 0)
            MustExist(studyId, _session.RowLock);
    }

    private TuningException UnknownStudy(long studyId) => new($"{_session.Name}: there is no study with the id {studyId}.");

    private TuningException UnknownTrial(long trialId) => new($"{_session.Name}: there is no trial with the id {trialId}.");

    private FrozenStudy ReadStudy(long id, string name)
    {
        var directions = ImmutableArray.CreateBuilder<StudyDirection>();
        _session.Query(
            "SELECT CAST(direction AS VARCHAR(8)) FROM study_directions WHERE study_id = $1 ORDER BY objective",
            row => directions.Add(StoredText.Direction(row.GetString(0))),
            id);
        return new FrozenStudy
        {
            Id = id,
            Name = name,
            Directions = directions.ToImmutable(),
            UserAttributes = Attributes("study_user_attributes", id),
            SystemAttributes = Attributes("study_system_attributes", id),
        };
    }

    private ImmutableSortedDictionary<string, object?> Attributes(string table, long studyId)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        _session.Query(
            $"SELECT key, value_json FROM {table} WHERE study_id = $1", row => attributes[row.GetString(0)] = PythonJson.Parse(row.GetString(1)), studyId);
        return attributes.ToImmutable();
    }

    private void SetStudyAttribute(string table, long studyId, string key, object? value) => Write(() =>
    {
        MustExist(studyId);
        return _rows.SetAttributes(table, "study_id", studyId, [KeyValuePair.Create(key, value)]);
    });
}
