using System.Collections.Immutable;

namespace Binnacle.Tuning.Sql;

/// <summary>Keeps studies in a SQLite file with Optuna's own tables, so that Python and C# workers share one database.</summary>
/// <remarks>
/// Several processes may use one file on one machine: each step is one transaction that takes the write lock first, so that nothing
/// is lost and no waiting trial is claimed twice. New files get the version of Optuna 4.9 (<c>v3.2.0.a</c>); a file of that
/// version or of <c>v3.0.0.d</c> is used as it is; any other is refused and never migrated.
/// </remarks>
public sealed class SqliteStudyStorage : IStudyStorage
{
    private readonly Lock _gate = new();
    private readonly SqliteSession _session;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, StudyCache> _studies = [];
    private readonly Dictionary<long, long> _studyOfTrial = [];

    /// <param name="path">The database file; it is made when it does not exist.</param>
    /// <param name="options">How the file is used; null for the defaults.</param>
    /// <exception cref="TuningException">The file cannot be opened, or is of another version.</exception>
    public SqliteStudyStorage(string path, SqliteStorageOptions? options = null)
    {
        options ??= new SqliteStorageOptions();
        _time = options.Time;
        _session = new SqliteSession(Path.GetFullPath(path), options);
        try
        {
            _session.Guard<object?>(() =>
            {
                SqliteSchema.Prepare(_session);
                return null;
            });
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database by its address: <c>sqlite:///relative.db</c> or <c>sqlite:////absolute.db</c>.</summary>
    /// <exception cref="ArgumentException">The address is no file of SQLite.</exception>
    /// <exception cref="TuningException">The file cannot be opened, or is of another version.</exception>
    public static SqliteStudyStorage Open(string url, SqliteStorageOptions? options = null) => new(SqliteUrl.PathOf(url), options);

    /// <inheritdoc/>
    public bool IsPersistent => true;

    /// <inheritdoc/>
    public long CreateStudy(string name, ImmutableArray<StudyDirection> directions) => Write(() =>
    {
        if (_session.Single("SELECT study_id FROM studies WHERE study_name = $0", name) is not null)
            throw new DuplicatedStudyException(name);
        long id = _session.Insert("INSERT INTO studies (study_name) VALUES ($0)", name);
        for (int i = 0; i < directions.Length; i++)
        {
            _session.Execute(
                "INSERT INTO study_directions (direction, study_id, objective) VALUES ($0, $1, $2)", StoredText.Of(directions[i]), id, i);
        }

        return id;
    });

    /// <inheritdoc/>
    public void DeleteStudy(long studyId)
    {
        Write(() =>
        {
            MustExist(studyId);
            foreach (string table in (string[])["trial_user_attributes", "trial_system_attributes", "trial_params", "trial_values", "trial_intermediate_values", "trial_heartbeats"])
                _session.Execute($"DELETE FROM {table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = $0)", studyId);
            foreach (string table in (string[])["trials", "study_directions", "study_user_attributes", "study_system_attributes", "studies"])
                _session.Execute($"DELETE FROM {table} WHERE study_id = $0", studyId);
            return studyId;
        });
        lock (_gate)
        {
            // Ids may be used again.
            _studies.Clear();
            _studyOfTrial.Clear();
        }
    }

    /// <inheritdoc/>
    public FrozenStudy? FindStudy(string name) => Read(() =>
        _session.Single("SELECT study_id FROM studies WHERE study_name = $0", name) is long id ? ReadStudy(id, name) : null);

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
    public FrozenTrial CreateTrial(long studyId, FrozenTrial? template = null) => WriteTrial(studyId, cache =>
    {
        foreach (TrialParameter parameter in template?.Parameters ?? [])
            CheckDistribution(cache, parameter);
        FrozenTrial trial = (template ?? new FrozenTrial { State = TrialState.Running, StartedAt = Now() }) with { Number = cache.Trials.Count };
        trial = trial with
        {
            Id = _session.Insert(
                "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES ($0, $1, $2, $3, $4)",
                trial.Number, studyId, StoredText.Of(trial.State), StoredText.Of(trial.StartedAt, Zone), StoredText.Of(trial.CompletedAt, Zone)),
        };
        if (template is not null)
            InsertParts(trial);
        return trial;
    });

    /// <inheritdoc/>
    public FrozenTrial? ClaimWaitingTrial(long studyId)
    {
        if (Read(() => CacheOf(studyId).FirstWaiting()) is null)
            return null;

        // The cache is told before another thread may look: otherwise it would find the trial waiting still.
        lock (_gate)
        {
            FrozenTrial? claimed = null;
            Write(() =>
            {
                StudyCache cache = CacheOf(studyId);
                if (cache.FirstWaiting() is { } waiting)
                {
                    claimed = waiting with { State = TrialState.Running, StartedAt = Now() };
                    _session.Execute("UPDATE trials SET state = 'RUNNING', datetime_start = $1 WHERE trial_id = $0", waiting.Id, StoredText.Of(claimed.StartedAt, Zone));
                }

                return claimed;
            });
            Remember(studyId, claimed);
            return claimed;
        }
    }

    /// <inheritdoc/>
    public void SetTrialParameter(long trialId, TrialParameter parameter) => Change(trialId, (trial, cache) =>
    {
        CheckDistribution(cache, parameter);
        InsertParameter(trialId, parameter);
        return trial.WithParameter(parameter);
    });

    /// <inheritdoc/>
    public void FinishTrial(long trialId, TrialState state, IReadOnlyList<double>? values) => Change(trialId, (trial, _) =>
    {
        DateTimeOffset now = Now();
        for (int i = 0; i < values?.Count; i++)
            InsertValue(trialId, i, values[i]);
        _session.Execute("UPDATE trials SET state = $1, datetime_complete = $2 WHERE trial_id = $0", trialId, StoredText.Of(state), StoredText.Of(now, Zone));
        return trial with { State = state, Values = values?.ToImmutableArray(), CompletedAt = now };
    });

    /// <inheritdoc/>
    public void SetIntermediateValue(long trialId, int step, double value) => Change(trialId, (trial, _) =>
    {
        InsertIntermediateValue(trialId, step, value);
        return trial with { IntermediateValues = trial.IntermediateValues.SetItem(step, value) };
    });

    /// <inheritdoc/>
    public void SetTrialUserAttribute(long trialId, string key, object? value) => Change(trialId, (trial, _) =>
    {
        string json = InsertAttribute("trial_user_attributes", "trial_id", trialId, key, value);
        return trial with { UserAttributes = trial.UserAttributes.SetItem(key, PythonJson.Parse(json)) };
    });

    /// <inheritdoc/>
    public void SetTrialSystemAttribute(long trialId, string key, object? value) => Change(trialId, (trial, _) =>
    {
        string json = InsertAttribute("trial_system_attributes", "trial_id", trialId, key, value);
        return trial with { SystemAttributes = trial.SystemAttributes.SetItem(key, PythonJson.Parse(json)) };
    });

    /// <inheritdoc/>
    public FrozenTrial GetTrial(long trialId) => Read(() => CacheOf(StudyOf(trialId)).Find(trialId) ?? throw UnknownTrial(trialId));

    /// <inheritdoc/>
    public IReadOnlyList<FrozenTrial> GetTrials(long studyId) => Read(() => CacheOf(studyId).Trials);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _session.Dispose();
    }

    private TimeZoneInfo Zone => _time.LocalTimeZone;

    // The database keeps microseconds.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = _time.GetLocalNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

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
        WriteTrial(studyId, cache => change((cache.Find(trialId) ?? throw UnknownTrial(trialId)).MustBeOpen(), cache));
    }

    // The cache follows the database only when the transaction has been committed.
    private FrozenTrial WriteTrial(long studyId, Func<StudyCache, FrozenTrial> write)
    {
        lock (_gate)
        {
            FrozenTrial trial = _session.Write(() => write(CacheOf(studyId)));
            Remember(studyId, trial);
            return trial;
        }
    }

    private void Remember(long studyId, FrozenTrial? trial)
    {
        if (trial is null)
            return;
        lock (_gate)
        {
            _studyOfTrial[trial.Id] = studyId;
            _studies[studyId].Put(trial);
        }
    }

    private StudyCache CacheOf(long studyId)
    {
        if (!_studies.TryGetValue(studyId, out StudyCache? cache))
        {
            MustExist(studyId);
            _studies.Add(studyId, cache = new StudyCache(_session, studyId, Zone));
        }

        cache.Refresh();
        return cache;
    }

    private long StudyOf(long trialId)
    {
        if (_studyOfTrial.TryGetValue(trialId, out long known))
            return known;
        long studyId = _session.Single("SELECT study_id FROM trials WHERE trial_id = $0", trialId) as long? ?? throw UnknownTrial(trialId);
        return _studyOfTrial[trialId] = studyId;
    }

    private string MustExist(long studyId) => _session.Single("SELECT study_name FROM studies WHERE study_id = $0", studyId) as string
        ?? throw new TuningException($"{_session.Path}: there is no study with the id {studyId}.");

    private TuningException UnknownTrial(long trialId) => new($"{_session.Path}: there is no trial with the id {trialId}.");

    private FrozenStudy ReadStudy(long id, string name)
    {
        var directions = ImmutableArray.CreateBuilder<StudyDirection>();
        _session.Query(
            "SELECT direction FROM study_directions WHERE study_id = $0 ORDER BY objective", row => directions.Add(StoredText.Direction(row.GetString(0))), id);
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
            $"SELECT key, value_json FROM {table} WHERE study_id = $0", row => attributes[row.GetString(0)] = PythonJson.Parse(row.GetString(1)), studyId);
        return attributes.ToImmutable();
    }

    private void SetStudyAttribute(string table, long studyId, string key, object? value) => Write(() =>
    {
        MustExist(studyId);
        return InsertAttribute(table, "study_id", studyId, key, value);
    });

    private static void CheckDistribution(StudyCache cache, TrialParameter parameter)
    {
        if (cache.DistributionOf(parameter.Name) is { } known)
            TrialChanges.MustBeCompatible(parameter.Name, known, parameter.Distribution);
    }

    private void InsertParts(FrozenTrial trial)
    {
        foreach (TrialParameter parameter in trial.Parameters)
            InsertParameter(trial.Id, parameter);
        for (int i = 0; i < trial.Values?.Count; i++)
            InsertValue(trial.Id, i, trial.Values[i]);
        foreach (var (step, value) in trial.IntermediateValues)
            InsertIntermediateValue(trial.Id, step, value);
        foreach (var (key, value) in trial.UserAttributes)
            InsertAttribute("trial_user_attributes", "trial_id", trial.Id, key, value);
        foreach (var (key, value) in trial.SystemAttributes)
            InsertAttribute("trial_system_attributes", "trial_id", trial.Id, key, value);
    }

    private void InsertParameter(long trialId, TrialParameter parameter) => _session.Execute(
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES ($0, $1, $2, $3) "
        + "ON CONFLICT (trial_id, param_name) DO UPDATE SET param_value = excluded.param_value, distribution_json = excluded.distribution_json",
        trialId, parameter.Name, parameter.InternalValue, parameter.Distribution.ToJson());

    private void InsertValue(long trialId, int objective, double number)
    {
        var (value, kind) = StoredText.Of(number);
        _session.Execute(
            "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES ($0, $1, $2, $3) "
            + "ON CONFLICT (trial_id, objective) DO UPDATE SET value = excluded.value, value_type = excluded.value_type",
            trialId, objective, value, kind);
    }

    private void InsertIntermediateValue(long trialId, int step, double number)
    {
        var (value, kind) = StoredText.Of(number);
        _session.Execute(
            "INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES ($0, $1, $2, $3) "
            + "ON CONFLICT (trial_id, step) DO UPDATE SET intermediate_value = excluded.intermediate_value, "
            + "intermediate_value_type = excluded.intermediate_value_type",
            trialId, step, value, kind);
    }

    private string InsertAttribute(string table, string owner, long id, string key, object? value)
    {
        string json = PythonJson.Write(value);
        _session.Execute(
            $"INSERT INTO {table} ({owner}, key, value_json) VALUES ($0, $1, $2) ON CONFLICT ({owner}, key) DO UPDATE SET value_json = excluded.value_json",
            id, key, json);
        return json;
    }
}
