using System.Collections.Immutable;
using System.Data.Common;

namespace Binnacle.Tuning.Sql;

/// <summary>Reads trials of a study from Optuna's tables: one query for the trials, and one for each table of their parts.</summary>
internal sealed class TrialReader(SqlSession session, long studyId, TimeZoneInfo zone)
{
    // Beyond it the parts of the whole study are read: naming so many trials would cost more.
    private const int MostTrialsByName = 500;

    private readonly Dictionary<string, Distribution> _parsed = [];

    /// <summary>The trials with larger ids than <paramref name="lastId"/> and those of <paramref name="open"/>, in the order of their ids.</summary>
    /// <param name="lastId">The largest id that is known.</param>
    /// <param name="open">The known trials that may have changed.</param>
    /// <param name="isUnchanged">Tells by a trial's own row, without its parts, that it need not be read again.</param>
    public IReadOnlyList<FrozenTrial> Read(long lastId, IReadOnlyList<long> open, Func<FrozenTrial, bool> isUnchanged)
    {
        List<FrozenTrial> trials = [];
        void Take(DbDataReader row)
        {
            FrozenTrial trial = TrialOf(row);
            if (!isUnchanged(trial))
                trials.Add(trial);
        }

        const string Columns = "SELECT t.trial_id, t.number, CAST(t.state AS VARCHAR(8)), CAST(t.datetime_start AS VARCHAR(32)), CAST(t.datetime_complete AS VARCHAR(32)) FROM trials t";
        if (open.Count > 0)
            session.Query($"{Columns} WHERE {session.IsAmong("t.trial_id", "$1")} ORDER BY t.trial_id", Take, session.IdList(open));
        session.Query($"{Columns} WHERE t.study_id = $1 AND t.trial_id > $2 ORDER BY t.trial_id", Take, studyId, lastId);
        if (trials.Count == 0)
            return trials;
        Parts parts = new(this, trials);
        for (int i = 0; i < trials.Count; i++)
            trials[i] = parts.Complete(i);
        return trials;
    }

    private FrozenTrial TrialOf(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Number = row.IsDBNull(1) ? throw new TuningException($"{session.Name}: trial id {row.GetInt64(0)} has no number.") : row.GetInt32(1),
        State = StoredText.State(session.Text(row, 2)),
        StartedAt = StoredText.Moment(row.IsDBNull(3) ? null : row.GetString(3), zone),
        CompletedAt = StoredText.Moment(row.IsDBNull(4) ? null : row.GetString(4), zone),
    };

    private Distribution Parse(string json)
    {
        if (!_parsed.TryGetValue(json, out Distribution? distribution))
            _parsed.Add(json, distribution = Distribution.FromJson(json));
        return distribution;
    }

    /// <summary>The parts of the trials, by the trials' places.</summary>
    private sealed class Parts
    {
        private static readonly ImmutableSortedDictionary<string, object?> NoAttributes =
            ImmutableSortedDictionary.Create<string, object?>(StringComparer.Ordinal);

        private readonly TrialReader _reader;
        private readonly SqlSession _session;
        private readonly IReadOnlyList<FrozenTrial> _trials;
        private readonly ImmutableArray<TrialParameter>[] _parameters;
        private readonly ImmutableArray<double>[] _values;
        private readonly ImmutableArray<KeyValuePair<int, double>>[] _intermediateValues;
        private readonly ImmutableArray<KeyValuePair<string, object?>>[] _userAttributes;
        private readonly ImmutableArray<KeyValuePair<string, object?>>[] _systemAttributes;

        /// <param name="reader">The reader of the study.</param>
        /// <param name="trials">The trials in the order of their ids.</param>
        public Parts(TrialReader reader, IReadOnlyList<FrozenTrial> trials)
        {
            (_reader, _session, _trials) = (reader, reader.Session, trials);
            _parameters = Group("trial_params", "s.param_name, s.param_value, s.distribution_json", "param_id",
                row => new TrialParameter(_session.Text(row, 1), reader.Parse(_session.Text(row, 3)), row.GetDouble(2)));
            _values = Group("trial_values", "s.value, CAST(s.value_type AS VARCHAR(7))", "objective", row => Number(row, 1));
            _intermediateValues = Group("trial_intermediate_values", "s.step, s.intermediate_value, CAST(s.intermediate_value_type AS VARCHAR(7))", "step",
                row => KeyValuePair.Create(row.GetInt32(1), Number(row, 2)));
            _userAttributes = Attributes("trial_user_attributes");
            _systemAttributes = Attributes("trial_system_attributes");
        }

        public FrozenTrial Complete(int place) => _trials[place] with
        {
            Parameters = _parameters[place].IsDefault ? [] : _parameters[place],
            Values = _values[place].IsDefault ? null : _values[place],
            IntermediateValues = _intermediateValues[place].IsDefault
                ? ImmutableSortedDictionary<int, double>.Empty
                : ImmutableSortedDictionary.CreateRange(_intermediateValues[place]),
            UserAttributes = _userAttributes[place].IsDefault ? NoAttributes : NoAttributes.AddRange(_userAttributes[place]),
            SystemAttributes = _systemAttributes[place].IsDefault ? NoAttributes : NoAttributes.AddRange(_systemAttributes[place]),
        };

        private double Number(DbDataReader row, int column) =>
            StoredText.Number(row.IsDBNull(column) ? null : row.GetDouble(column), _session.Text(row, column + 1));

        private ImmutableArray<KeyValuePair<string, object?>>[] Attributes(string table) =>
            Group(table, "s.key, s.value_json", "key", row => KeyValuePair.Create(_session.Text(row, 1), PythonJson.Parse(row.GetString(2))));

        // Trials and rows are both in the order of the trials' ids.
        private ImmutableArray<T>[] Group<T>(string table, string columns, string order, Func<DbDataReader, T> read)
        {
            var groups = new ImmutableArray<T>[_trials.Count];
            List<T> group = [];
            int place = 0;
            void Take(DbDataReader row)
            {
                long id = row.GetInt64(0);
                if (_trials[place].Id != id)
                {
                    End();
                    while (place < _trials.Count - 1 && _trials[place].Id < id)
                        place++;
                }

                if (_trials[place].Id == id)
                    group.Add(read(row));
            }

            void End()
            {
                if (group.Count == 0)
                    return;
                groups[place] = [.. group];
                group.Clear();
            }

            Query(table, columns, order, Take);
            End();
            return groups;
        }

        private void Query(string table, string columns, string order, Action<DbDataReader> take)
        {
            if (_trials.Count > MostTrialsByName)
            {
                _session.Query(
                    $"SELECT s.trial_id, {columns} FROM trials t JOIN {table} s ON s.trial_id = t.trial_id WHERE t.study_id = $1 AND t.trial_id >= $2 ORDER BY s.trial_id, s.{order}",
                    take, _reader.StudyId, _trials[0].Id);
            }
            else
            {
                _session.Query(
                    $"SELECT s.trial_id, {columns} FROM {table} s WHERE {_session.IsAmong("s.trial_id", "$1")} ORDER BY s.trial_id, s.{order}",
                    take, _session.IdList([.. _trials.Select(trial => trial.Id)]));
            }
        }
    }

    private SqlSession Session => session;

    private long StudyId => studyId;
}
