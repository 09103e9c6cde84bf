using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Binnacle.Tuning.Sql;

/// <summary>A study's trials as last read. Finished trials are read once; what else changed is read when another connection has written.</summary>
internal sealed class StudyCache(SqliteSession session, long studyId, TimeZoneInfo zone)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly SortedSet<long> _open = [];
    private readonly Dictionary<string, Distribution> _distributions = [];
    private readonly Dictionary<string, Distribution> _parsed = [];
    private long _lastId = -1;
    private long _version = -1;

    public TrialList Trials { get; private set; } = TrialList.Empty;

    /// <summary>Reads what other connections have changed.</summary>
    public void Refresh()
    {
        long version = session.Version;
        if (version == _version)
            return;
        long[] open = [.. _open];
        foreach (FrozenTrial trial in Read("t.trial_id > $1", _lastId))
            Put(trial);
        foreach (long id in open)
        {
            if (HasChanged(id))
                Put(Read("t.trial_id = $1", id).SingleOrDefault() ?? throw new TuningException($"{session.Path}: trial {id} has vanished."));
        }

        _version = version;
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
        if (trial.Number > Trials.Count || (trial.Number < Trials.Count && Trials[trial.Number].Id != trial.Id))
            throw new TuningException($"{session.Path}: the numbers of the study's trials have gaps (trial id {trial.Id} has number {trial.Number}); were trials deleted by hand?");
        Trials = trial.Number == Trials.Count ? Trials.Add(trial) : Trials.With(trial.Number, trial);
        _numbers[trial.Id] = trial.Number;
        _lastId = Math.Max(_lastId, trial.Id);
        if (trial.State.IsFinished())
            _open.Remove(trial.Id);
        else
            _open.Add(trial.Id);
        foreach (TrialParameter parameter in trial.Parameters)
            _distributions.TryAdd(parameter.Name, parameter.Distribution);
    }

    // A waiting trial changes only by being claimed or finished.
    private bool HasChanged(long id) => Trials[_numbers[id]].State != TrialState.Waiting
        || session.Single("SELECT state FROM trials WHERE trial_id = $0", id) is not "WAITING";

    private List<FrozenTrial> Read(string condition, long argument)
    {
        Rows rows = new(this, condition, argument);
        List<FrozenTrial> trials = [];
        session.Query(
            $"SELECT t.trial_id, t.number, t.state, t.datetime_start, t.datetime_complete FROM trials t WHERE t.study_id = $0 AND {condition} ORDER BY t.trial_id",
            row => trials.Add(new FrozenTrial
            {
                Id = row.GetInt64(0),
                Number = row.GetInt32(1),
                State = StoredText.State(row.GetString(2)),
                StartedAt = StoredText.Moment(row.IsDBNull(3) ? null : row.GetString(3), zone),
                CompletedAt = StoredText.Moment(row.IsDBNull(4) ? null : row.GetString(4), zone),
            }),
            studyId,
            argument);
        return trials.Count == 0 ? trials : [.. trials.Select(rows.Complete)];
    }

    private Distribution Parse(string json)
    {
        if (!_parsed.TryGetValue(json, out Distribution? distribution))
            _parsed.Add(json, distribution = Distribution.FromJson(json));
        return distribution;
    }

    /// <summary>The rows of the secondary tables, by trial; each table is read once, when the first trial asks for it.</summary>
    private sealed class Rows(StudyCache cache, string condition, long argument)
    {
        private static readonly ImmutableSortedDictionary<string, object?> NoAttributes =
            ImmutableSortedDictionary.Create<string, object?>(StringComparer.Ordinal);

        private Dictionary<long, List<TrialParameter>>? _parameters;
        private Dictionary<long, List<double>>? _values;
        private Dictionary<long, List<KeyValuePair<int, double>>>? _intermediateValues;
        private Dictionary<long, List<KeyValuePair<string, object?>>>? _userAttributes;
        private Dictionary<long, List<KeyValuePair<string, object?>>>? _systemAttributes;

        public FrozenTrial Complete(FrozenTrial trial)
        {
            _parameters ??= Group("trial_params", "param_name, s.param_value, s.distribution_json", "param_id",
                row => new TrialParameter(string.Intern(row.GetString(1)), cache.Parse(row.GetString(3)), row.GetDouble(2)));
            _values ??= Group("trial_values", "value, s.value_type", "objective", row => Number(row, 1));
            _intermediateValues ??= Group("trial_intermediate_values", "step, s.intermediate_value, s.intermediate_value_type", "step",
                row => KeyValuePair.Create(row.GetInt32(1), Number(row, 2)));
            _userAttributes ??= Attributes("trial_user_attributes");
            _systemAttributes ??= Attributes("trial_system_attributes");
            return trial with
            {
                Parameters = _parameters.TryGetValue(trial.Id, out var parameters) ? [.. parameters] : [],
                Values = _values.TryGetValue(trial.Id, out var values) ? values.ToImmutableArray() : null,
                IntermediateValues = _intermediateValues.TryGetValue(trial.Id, out var steps)
                    ? ImmutableSortedDictionary.CreateRange(steps)
                    : ImmutableSortedDictionary<int, double>.Empty,
                UserAttributes = Attributes(_userAttributes, trial.Id),
                SystemAttributes = Attributes(_systemAttributes, trial.Id),
            };
        }

        private static double Number(SqliteDataReader row, int column) =>
            StoredText.Number(row.IsDBNull(column) ? null : row.GetDouble(column), row.GetString(column + 1));

        private static ImmutableSortedDictionary<string, object?> Attributes(Dictionary<long, List<KeyValuePair<string, object?>>> all, long id) =>
            all.TryGetValue(id, out var attributes) ? NoAttributes.AddRange(attributes) : NoAttributes;

        private Dictionary<long, List<KeyValuePair<string, object?>>> Attributes(string table) =>
            Group(table, "key, s.value_json", "key", row => KeyValuePair.Create(row.GetString(1), PythonJson.Parse(row.GetString(2))));

        private Dictionary<long, List<T>> Group<T>(string table, string columns, string order, Func<SqliteDataReader, T> read)
        {
            Dictionary<long, List<T>> groups = [];
            cache.Session.Query(
                $"SELECT s.trial_id, s.{columns} FROM trials t JOIN {table} s ON s.trial_id = t.trial_id WHERE t.study_id = $0 AND {condition} ORDER BY s.trial_id, s.{order}",
                row =>
                {
                    long id = row.GetInt64(0);
                    if (!groups.TryGetValue(id, out List<T>? group))
                        groups.Add(id, group = []);
                    group.Add(read(row));
                },
                cache.StudyId,
                argument);
            return groups;
        }
    }

    private SqliteSession Session => session;

    private long StudyId => studyId;
}
