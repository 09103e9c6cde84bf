using System.Collections.Immutable;
using System.Globalization;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>A whole study as a JSON document: <c>binnacle study export</c> writes it, <c>import</c> reads it.</summary>
internal sealed class StudyDocument
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";

    private readonly string _place;
    private readonly IReadOnlyDictionary<string, object?> _study;
    private readonly ImmutableArray<StudyDirection> _directions;
    private readonly FrozenTrial[] _trials;

    private StudyDocument(string place, IReadOnlyDictionary<string, object?> study)
    {
        _place = place;
        _study = study;
        _directions = [.. List(study, "directions").Select(direction => Parse<StudyDirection>("directions", direction))];
        _trials = [.. List(study, "trials").Select((trial, number) => ReadTrial($"trials[{number}]", trial))];
    }

    public static string Write(Study study) => PythonJson.Write(new OrderedDictionary<string, object?>
    {
        ["study_name"] = study.Name,
        ["directions"] = study.Directions.Select(direction => direction.ToString().ToUpperInvariant()),
        ["user_attrs"] = study.UserAttributes,
        ["system_attrs"] = study.SystemAttributes,
        ["trials"] = study.Trials.Select(TrialOf),
    });

    public static OrderedDictionary<string, object?> TrialOf(FrozenTrial trial) => new()
    {
        ["number"] = trial.Number,
        ["state"] = trial.State.ToString().ToUpperInvariant(),
        ["values"] = trial.Values,
        ["datetime_start"] = trial.StartedAt?.ToString(MomentFormat, CultureInfo.InvariantCulture),
        ["datetime_complete"] = trial.CompletedAt?.ToString(MomentFormat, CultureInfo.InvariantCulture),
        ["params"] = trial.Params,
        ["distributions"] = Map(trial.Distributions, item => item.Key, item => PythonJson.Parse(item.Value.ToJson())),
        ["intermediate_values"] = Map(trial.IntermediateValues, item => item.Key.ToString(CultureInfo.InvariantCulture), item => item.Value),
        ["user_attrs"] = trial.UserAttributes,
        ["system_attrs"] = trial.SystemAttributes,
    };

    /// <param name="place">The document as messages call it.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="TuningException">It is no document of a study; the message names the field.</exception>
    public static StudyDocument Read(string place, string json)
    {
        try
        {
            return new StudyDocument(place, PythonJson.Parse(json) as IReadOnlyDictionary<string, object?> ?? throw new FormatException("expected a JSON object."));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new TuningException($"{place}: {StudySource.TextOf(error)}", error);
        }
    }

    /// <summary>Makes the study, whole or not at all, and returns its name.</summary>
    /// <exception cref="TuningException">The name is taken, or a trial contradicts the others.</exception>
    public string AddTo(IStudyStorage storage, string? newName)
    {
        string name = newName ?? _study.GetValueOrDefault("study_name") as string ?? throw new TuningException($"{_place}: the field 'study_name' is missing; give a name with --name.");
        Study study = Study.Create(new StudyOptions { Name = name, Storage = storage, Directions = _directions });
        try
        {
            foreach (var (key, value) in Fields(_study, "user_attrs"))
                study.SetUserAttribute(key, value);
            foreach (var (key, value) in Fields(_study, "system_attrs"))
                storage.SetStudySystemAttribute(study.Id, key, value);
            study.AddTrials(_trials);
        }
        catch
        {
            Study.Delete(name, storage);
            throw;
        }

        return name;
    }

    private static FrozenTrial ReadTrial(string place, object? json)
    {
        var trial = json as IReadOnlyDictionary<string, object?> ?? throw new FormatException($"{place}: expected an object.");
        try
        {
            IReadOnlyDictionary<string, object?> distributions = Fields(trial, "distributions");
            return new FrozenTrial
            {
                State = Parse<TrialState>("state", trial.GetValueOrDefault("state")),
                Values = trial.GetValueOrDefault("values") is null ? null : [.. List(trial, "values").Select(value => Number("values", value))],
                StartedAt = Moment(trial, "datetime_start"),
                CompletedAt = Moment(trial, "datetime_complete"),
                Parameters = [.. Fields(trial, "params").Select(item => Parameter(item, distributions))],
                IntermediateValues = Fields(trial, "intermediate_values").ToImmutableSortedDictionary(
                    item => int.Parse(item.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), item => Number("intermediate_values", item.Value)),
                UserAttributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, Fields(trial, "user_attrs")),
                SystemAttributes = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, Fields(trial, "system_attrs")),
            };
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new FormatException($"{place}: {StudySource.TextOf(error)}", error);
        }
    }

    private static TrialParameter Parameter(KeyValuePair<string, object?> item, IReadOnlyDictionary<string, object?> distributions)
    {
        if (!distributions.TryGetValue(item.Key, out object? json))
            throw new FormatException($"the parameter '{item.Key}' has no distribution.");
        var distribution = Distribution.FromJson(PythonJson.Write(json));
        return new TrialParameter(item.Key, distribution, distribution.ToInternal(item.Value));
    }

    private static IReadOnlyList<object?> List(IReadOnlyDictionary<string, object?> map, string key) =>
        map.GetValueOrDefault(key) as IReadOnlyList<object?> ?? throw new FormatException($"the field '{key}' should be a list.");

    private static IReadOnlyDictionary<string, object?> Fields(IReadOnlyDictionary<string, object?> map, string key) => map.GetValueOrDefault(key) switch
    {
        null => ImmutableDictionary<string, object?>.Empty,
        IReadOnlyDictionary<string, object?> fields => fields,
        _ => throw new FormatException($"the field '{key}' should be an object."),
    };

    private static TEnum Parse<TEnum>(string key, object? value)
        where TEnum : struct, Enum => Enum.TryParse(value as string, ignoreCase: true, out TEnum parsed) && Enum.IsDefined(parsed)
            ? parsed
            : throw new FormatException($"the field '{key}': expected one of {string.Join(", ", Enum.GetNames<TEnum>()).ToUpperInvariant()}, found {PythonJson.Write(value)}.");

    private static double Number(string key, object? value) => value switch
    {
        double real => real,
        long integer => integer,
        _ => throw new FormatException($"the field '{key}' should hold numbers, found {PythonJson.Write(value)}."),
    };

    private static DateTimeOffset? Moment(IReadOnlyDictionary<string, object?> trial, string key) => trial.GetValueOrDefault(key) is not { } value
        ? null
        : DateTimeOffset.TryParse(value as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset moment)
            ? moment
            : throw new FormatException($"the field '{key}' should be a moment, found {PythonJson.Write(value)}.");

    private static OrderedDictionary<string, object?> Map<T>(IEnumerable<T> items, Func<T, string> key, Func<T, object?> value)
    {
        OrderedDictionary<string, object?> map = [];
        foreach (T item in items)
            map[key(item)] = value(item);
        return map;
    }
}
