using System.Collections.Immutable;
using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>The studies and trials that the lines of a journal add up to.</summary>
/// <remarks>
/// Ids follow from the order of the lines: studies count from 0, trials too, over all studies. A line that asks for something impossible
/// (a finished trial changed, an unknown id, a name taken) changes nothing, for every reader alike; its writer was told.
/// </remarks>
internal sealed class JournalState(TimeZoneInfo zone)
{
    private readonly OrderedDictionary<long, JournalStudy> _studies = [];
    private readonly List<(JournalStudy Study, int Number)> _trials = [];
    private readonly Dictionary<string, Distribution> _parsed = [];
    private long _nextStudyId;

    public IEnumerable<FrozenStudy> Studies => _studies.Values.Select(study => study.Record);

    public int TrialCount => _trials.Count;

    public JournalStudy? FindStudy(long id) => _studies.GetValueOrDefault(id);

    public FrozenStudy? FindStudy(string name) => Studies.FirstOrDefault(study => study.Name == name);

    /// <summary>The trial and its study; null when there is none, or its study was deleted.</summary>
    public (JournalStudy Study, FrozenTrial Trial)? FindTrial(long id)
    {
        if (id < 0 || id >= _trials.Count)
            return null;
        var (study, number) = _trials[(int)id];
        return _studies.ContainsKey(study.Record.Id) ? (study, study.Trials[number]) : null;
    }

    /// <exception cref="FormatException">The line is no operation.</exception>
    public void Apply(IReadOnlyDictionary<string, object?> fields)
    {
        JournalRecord record = new(fields);
        switch (record.Operation)
        {
            case JournalOperation.CreateStudy:
                CreateStudy(record.Text("study_name"), record.List("directions"));
                break;
            case JournalOperation.DeleteStudy:
                _studies.Remove(record.Integer("study_id"));
                break;
            case JournalOperation.SetStudyUserAttribute:
                ChangeStudy(record, study => study with { UserAttributes = study.UserAttributes.SetItems(record.Map("user_attr")) });
                break;
            case JournalOperation.SetStudySystemAttribute:
                ChangeStudy(record, study => study with { SystemAttributes = study.SystemAttributes.SetItems(record.Map("system_attr")) });
                break;
            case JournalOperation.CreateTrial:
                CreateTrial(record);
                break;
            default:
                ApplyToTrial(record);
                break;
        }
    }

    private void ApplyToTrial(JournalRecord record)
    {
        Func<JournalStudy, FrozenTrial, FrozenTrial?> change = record.Operation switch
        {
            JournalOperation.SetTrialParameter => (study, trial) => WithParameter(study, trial, record),
            JournalOperation.SetTrialState => (_, trial) => WithState(trial, record),
            JournalOperation.SetIntermediateValue => (_, trial) =>
                trial with { IntermediateValues = trial.IntermediateValues.SetItem((int)record.Integer("step"), record.Number("intermediate_value")) },
            JournalOperation.SetTrialUserAttribute => (_, trial) => trial with { UserAttributes = trial.UserAttributes.SetItems(record.Map("user_attr")) },
            JournalOperation.SetTrialSystemAttribute => (_, trial) => trial with { SystemAttributes = trial.SystemAttributes.SetItems(record.Map("system_attr")) },
            var unknown => throw new FormatException($"the operation {unknown:D} is unknown."),
        };
        if (FindTrial(record.Integer("trial_id")) is var (study, trial) && !trial.State.IsFinished() && change(study, trial) is { } changed)
            study.Replace(changed);
    }

    private void CreateStudy(string name, IReadOnlyList<object?> directions)
    {
        if (FindStudy(name) is not null)
            return;
        long id = _nextStudyId++;
        _studies.Add(id, new JournalStudy(new FrozenStudy
        {
            Id = id,
            Name = name,
            Directions = [.. directions.Select(direction => (StudyDirection)(int)JournalRecord.AsNumber("directions", direction))],
        }));
    }

    private void ChangeStudy(JournalRecord record, Func<FrozenStudy, FrozenStudy> change)
    {
        if (FindStudy(record.Integer("study_id")) is { } study)
            study.Record = change(study.Record);
    }

    private void CreateTrial(JournalRecord record)
    {
        if (FindStudy(record.Integer("study_id")) is not { } study)
            return;
        FrozenTrial trial = new()
        {
            Id = _trials.Count,
            Number = study.Trials.Count,
            State = record.Has("state") ? record.Enumeration<TrialState>("state") : TrialState.Running,
            StartedAt = record.Moment("datetime_start", zone),
            CompletedAt = record.Moment("datetime_complete", zone),
            Values = record.Numbers("values")?.ToImmutableArray() ?? (record.Optional("value") is null ? null : [record.Number("value")]),
            Parameters = Parameters(record),
            IntermediateValues = record.Map("intermediate_values").ToImmutableSortedDictionary(
                item => int.Parse(item.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), item => JournalRecord.AsNumber("intermediate_values", item.Value)),
            UserAttributes = PlainData.NoAttributes.AddRange(record.Map("user_attrs")),
            SystemAttributes = PlainData.NoAttributes.AddRange(record.Map("system_attrs")),
        };
        study.Add(trial);
        _trials.Add((study, trial.Number));
    }

    private ImmutableArray<TrialParameter> Parameters(JournalRecord record)
    {
        IReadOnlyDictionary<string, object?> distributions = record.Map("distributions");
        return
        [
            .. record.Map("params").Select(item => new TrialParameter(
                item.Key,
                Parse(distributions.GetValueOrDefault(item.Key) as string ?? throw new FormatException($"the parameter '{item.Key}' has no distribution.")),
                JournalRecord.AsNumber("params", item.Value))),
        ];
    }

    private FrozenTrial? WithParameter(JournalStudy study, FrozenTrial trial, JournalRecord record)
    {
        TrialParameter parameter = new(string.Intern(record.Text("param_name")), Parse(record.Text("distribution")), record.Number("param_value_internal"));
        return study.DistributionOf(parameter.Name) is { } known && !known.IsCompatibleWith(parameter.Distribution) ? null : trial.WithParameter(parameter);
    }

    private FrozenTrial? WithState(FrozenTrial trial, JournalRecord record)
    {
        var state = record.Enumeration<TrialState>("state");

        // Two workers wanted the same waiting trial: the first line has it.
        if (state == TrialState.Running && trial.State == TrialState.Running)
            return null;
        return trial with
        {
            State = state,
            StartedAt = state == TrialState.Running ? record.Moment("datetime_start", zone) : trial.StartedAt,
            CompletedAt = state.IsFinished() ? record.Moment("datetime_complete", zone) : trial.CompletedAt,
            Values = record.Numbers("values")?.ToImmutableArray() ?? trial.Values,
        };
    }

    private Distribution Parse(string json)
    {
        if (!_parsed.TryGetValue(json, out Distribution? distribution))
            _parsed.Add(json, distribution = Distribution.FromJson(json));
        return distribution;
    }
}
