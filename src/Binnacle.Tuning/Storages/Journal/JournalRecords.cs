using System.Collections.Immutable;
using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Makes the lines of a journal, with Optuna's fields in its order.</summary>
internal sealed class JournalRecords(TimeZoneInfo zone)
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff";

    private readonly string _process = $"{Guid.NewGuid():D}-";

    public IReadOnlyDictionary<string, object?> CreateStudy(string name, ImmutableArray<StudyDirection> directions) =>
        Line(JournalOperation.CreateStudy, ("study_name", name), ("directions", directions.Select(direction => (object?)(long)direction).ToList()));

    public IReadOnlyDictionary<string, object?> DeleteStudy(long id) => Line(JournalOperation.DeleteStudy, ("study_id", id));

    public IReadOnlyDictionary<string, object?> StudyAttribute(JournalOperation operation, long id, string key, object? value) =>
        Line(operation, ("study_id", id), (AttributeField(operation), One(key, value)));

    public IReadOnlyDictionary<string, object?> TrialAttribute(JournalOperation operation, long id, string key, object? value) =>
        Line(operation, ("trial_id", id), (AttributeField(operation), One(key, value)));

    public IReadOnlyDictionary<string, object?> CreateTrial(long studyId, DateTimeOffset start) =>
        Line(JournalOperation.CreateTrial, ("study_id", studyId), ("datetime_start", Text(start)));

    public IReadOnlyDictionary<string, object?> CreateTrial(long studyId, FrozenTrial template)
    {
        OrderedDictionary<string, object?> line = Line(
            JournalOperation.CreateTrial,
            ("study_id", studyId),
            ("datetime_start", Text(template.StartedAt)),
            ("state", (long)template.State),
            ("value", template.Values is [var single] ? single : null),
            ("values", template.Values is { Count: > 1 } several ? Numbers(several) : null));
        if (template.CompletedAt is { } end)
            line.Add("datetime_complete", Text(end));
        line.Add("distributions", Map(template.Parameters, parameter => parameter.Name, parameter => parameter.Distribution.ToJson()));
        line.Add("params", Map(template.Parameters, parameter => parameter.Name, InternalValue));
        line.Add("user_attrs", template.UserAttributes);
        line.Add("system_attrs", template.SystemAttributes);
        line.Add("intermediate_values", Map(template.IntermediateValues, item => item.Key.ToString(CultureInfo.InvariantCulture), item => item.Value));
        return line;
    }

    public IReadOnlyDictionary<string, object?> Parameter(long trialId, TrialParameter parameter) => Line(
        JournalOperation.SetTrialParameter,
        ("trial_id", trialId),
        ("param_name", parameter.Name),
        ("param_value_internal", InternalValue(parameter)),
        ("distribution", parameter.Distribution.ToJson()));

    public IReadOnlyDictionary<string, object?> Claim(long trialId, DateTimeOffset start) => Line(
        JournalOperation.SetTrialState,
        ("trial_id", trialId), ("state", (long)TrialState.Running), ("values", null), ("datetime_start", Text(start)));

    public IReadOnlyDictionary<string, object?> Finish(long trialId, TrialState state, IReadOnlyList<double>? values, DateTimeOffset end) => Line(
        JournalOperation.SetTrialState,
        ("trial_id", trialId), ("state", (long)state), ("values", values is null ? null : Numbers(values)), ("datetime_complete", Text(end)));

    public IReadOnlyDictionary<string, object?> IntermediateValue(long trialId, int step, double value) => Line(
        JournalOperation.SetIntermediateValue, ("trial_id", trialId), ("step", (long)step), ("intermediate_value", value));

    private OrderedDictionary<string, object?> Line(JournalOperation operation, params ReadOnlySpan<(string Key, object? Value)> fields)
    {
        OrderedDictionary<string, object?> line = new()
        {
            ["op_code"] = (long)operation,
            ["worker_id"] = _process + Environment.CurrentManagedThreadId.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in fields)
            line.Add(key, value);
        return line;
    }

    private static string AttributeField(JournalOperation operation) =>
        operation is JournalOperation.SetStudyUserAttribute or JournalOperation.SetTrialUserAttribute ? "user_attr" : "system_attr";

    private static OrderedDictionary<string, object?> One(string key, object? value) => new() { [key] = PlainData.Freeze(value) };

    private static List<object?> Numbers(IReadOnlyList<double> values) => [.. values.Select(value => (object?)value)];

    // Optuna keeps the index of a choice as an integer.
    private static object InternalValue(TrialParameter parameter) =>
        parameter.Distribution is CategoricalDistribution ? (long)parameter.InternalValue : parameter.InternalValue;

    private static OrderedDictionary<string, object?> Map<T>(IEnumerable<T> items, Func<T, string> key, Func<T, object?> value)
    {
        OrderedDictionary<string, object?> map = [];
        foreach (T item in items)
            map[key(item)] = value(item);
        return map;
    }

    private string? Text(DateTimeOffset? moment) =>
        moment is { } value ? TimeZoneInfo.ConvertTime(value, zone).ToString(MomentFormat, CultureInfo.InvariantCulture) : null;
}
