namespace Binnacle.Tuning.Sql;

/// <summary>A study's trials as last read. Finished trials are read once; what else changed is read when another connection has written.</summary>
internal sealed class StudyCache(SqlSession session, long studyId, TimeZoneInfo zone)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly SortedSet<long> _open = [];
    private readonly Dictionary<string, Distribution> _distributions = [];
    private readonly TrialReader _reader = new(session, studyId, zone);
    private long _lastId = -1;
    private long? _version = -1;

    public long StudyId => studyId;

    public TrialList Trials { get; private set; } = TrialList.Empty;

    /// <summary>Reads what other connections have changed; false when the study is gone, or its id stands for another one.</summary>
    /// <param name="again">Read even when nothing seems to have changed since the last time.</param>
    public bool Refresh(bool again = false)
    {
        long? version = session.Version;
        if (version is not null && version == _version && !again)
            return true;
        if (!IsSameStudy())
            return false;
        IReadOnlyList<FrozenTrial> read = _reader.Read(_lastId, [.. _open], IsUnchanged);
        int known = 0;
        while (known < read.Count && _numbers.ContainsKey(read[known].Id))
            Put(read[known++]);
        Append([.. read.Skip(known)]);
        _version = version;
        return true;
    }

    public FrozenTrial? Find(long trialId) => _numbers.TryGetValue(trialId, out int number) ? Trials[number] : null;

    /// <summary>The waiting trial of the smallest number.</summary>
    public FrozenTrial? FirstWaiting()
    {
        foreach (long id in _open)
        {
            if (Trials[_numbers[id]] is { State: TrialState.Waiting } waiting)
                return waiting;
        }

        return null;
    }

    /// <summary>The distribution that the study has for a name.</summary>
    public Distribution? DistributionOf(string name) => _distributions.GetValueOrDefault(name);

    /// <summary>Takes over a trial that was read, or that this connection has added or changed after a <see cref="Refresh"/>.</summary>
    public void Put(FrozenTrial trial)
    {
        if (trial.Number >= Trials.Count || Trials[trial.Number].Id != trial.Id)
            MustFollow(trial, Trials.Count);
        Trials = trial.Number == Trials.Count ? Trials.Add(trial) : Trials.With(trial.Number, trial);
        Note(trial);
    }

    // New trials at once: one after the other, the list would be copied in part for each of them.
    private void Append(FrozenTrial[] trials)
    {
        for (int i = 0; i < trials.Length; i++)
            MustFollow(trials[i], Trials.Count + i);
        Trials = Trials.AddRange(trials);
        foreach (FrozenTrial trial in trials)
            Note(trial);
    }

    private void Note(FrozenTrial trial)
    {
        _numbers[trial.Id] = trial.Number;
        _lastId = Math.Max(_lastId, trial.Id);
        if (trial.State.IsFinished())
            _open.Remove(trial.Id);
        else
            _open.Add(trial.Id);
        foreach (TrialParameter parameter in trial.Parameters)
            _distributions.TryAdd(parameter.Name, parameter.Distribution);
    }

    private void MustFollow(FrozenTrial trial, int next)
    {
        if (trial.Number != next)
            throw new TuningException($"{session.Name}: the numbers of the study's trials have gaps (trial id {trial.Id} has number {trial.Number}); were trials deleted by hand?");
    }

    // Ids of deleted studies and trials may be given again; the moment at which the last trial started tells them apart.
    private bool IsSameStudy()
    {
        bool same = false;
        session.Query(
            "SELECT t.number, CAST(t.datetime_start AS VARCHAR(32)) FROM studies s LEFT JOIN trials t ON t.trial_id = $2 AND t.study_id = s.study_id WHERE s.study_id = $1",
            row => same = Trials.Count == 0 || (!row.IsDBNull(0) && IsSameTrial(Trials[^1], row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1))),
            studyId,
            _lastId);
        return same;
    }

    private bool IsSameTrial(FrozenTrial last, int number, string? started) =>
        last.Number == number && (last.State == TrialState.Waiting || last.StartedAt is null || last.StartedAt == StoredText.Moment(started, zone));

    // A waiting trial changes only by being claimed or finished.
    private bool IsUnchanged(FrozenTrial row) => row.State == TrialState.Waiting && Find(row.Id)?.State == TrialState.Waiting;
}
