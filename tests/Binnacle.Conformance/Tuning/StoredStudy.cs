using System.Collections;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Compares a study of a storage, field by field, with what Optuna reads from the same file.</summary>
internal static class StoredStudy
{
    public static CaseOutcome Check(string how, IStudyStorage storage, IReadOnlyDictionary<string, object?> expected, bool ids)
    {
        string id = $"{how} {expected["study_name"]}"[..Math.Min(60, how.Length + 1 + ((string)expected["study_name"]!).Length)];
        try
        {
            FrozenStudy study = storage.FindStudy((string)expected["study_name"]!)!;
            string? difference = Difference("directions", expected["directions"], study.Directions.Select(item => item.ToString().ToUpperInvariant()))
                ?? Difference("user_attrs", expected["user_attrs"], study.UserAttributes)
                ?? Difference("system_attrs", expected["system_attrs"], study.SystemAttributes)
                ?? (ids ? Difference("study_id", expected["study_id"], study.Id) : null)
                ?? Difference("trials", expected["trials"], storage.GetTrials(study.Id).Select(trial => Plain(trial, ids)), ids)
                ?? Best(expected, Study.Load(new StudyOptions { Name = study.Name, Storage = storage }));
            return difference is null ? CaseOutcome.Pass(id) : CaseOutcome.Fail(id, difference);
        }
        catch (Exception error)
        {
            return CaseOutcome.Fail(id, error.ToString());
        }
    }

    private static string? Best(IReadOnlyDictionary<string, object?> expected, Study study)
    {
        if (expected.TryGetValue("pareto_numbers", out object? front))
            return Difference("pareto_numbers", front, study.BestTrials.Select(trial => (long)trial.Number));
        if (!expected.TryGetValue("best_trial_number", out object? best))
            return null;
        try
        {
            return Difference("best_trial_number", best, (long)study.BestTrial.Number);
        }
        catch (TuningException)
        {
            return best is null ? null : $"expected best trial {best}, found none";
        }
    }

    private static Dictionary<string, object?> Plain(FrozenTrial trial, bool ids)
    {
        Dictionary<string, object?> plain = new()
        {
            ["number"] = (long)trial.Number,
            ["state"] = trial.State.ToString().ToUpperInvariant(),
            ["values"] = trial.Values,
            ["params"] = trial.Params.ToDictionary(),
            ["distributions"] = trial.Distributions.ToDictionary(item => item.Key, item => PythonJson.Parse(item.Value.ToJson())),
            ["intermediate_values"] = trial.IntermediateValues.ToDictionary(item => item.Key.ToString(null, null), item => (object?)item.Value),
            ["user_attrs"] = trial.UserAttributes,
            ["system_attrs"] = trial.SystemAttributes,
            ["datetime_start"] = trial.StartedAt?.ToString("yyyy-MM-dd HH:mm:ss.ffffff", null),
            ["datetime_complete"] = trial.CompletedAt?.ToString("yyyy-MM-dd HH:mm:ss.ffffff", null),
        };
        if (ids)
            plain["trial_id"] = trial.Id;
        return plain;
    }

    private static string? Difference(string what, object? expected, object? found, bool ids = true) => (expected, found) switch
    {
        (null, null) => null,
        (string text, double number) => text == Word(number) ? null : $"{what}: expected {text}, found {Word(number)}",
        (string text, string other) when text == other => null,
        (string, _) or (null, _) or (_, null) => $"{what}: expected {PythonJson.Write(expected)}, found {found}",
        (IReadOnlyDictionary<string, object?> map, IEnumerable<KeyValuePair<string, object?>> other) => MapDifference(what, map, other, ids),
        (IReadOnlyList<object?> list, IEnumerable other) => ListDifference(what, list, [.. other.Cast<object?>()], ids),
        (bool or long or double, bool or long or double) when Convert.ToDouble(expected, null).Equals(Convert.ToDouble(found, null)) && expected is bool == found is bool => null,
        _ when expected.Equals(found) => null,
        _ => $"{what}: expected {PythonJson.Write(expected)}, found {PythonJson.Write(found)}",
    };

    private static string? MapDifference(string what, IReadOnlyDictionary<string, object?> expected, IEnumerable<KeyValuePair<string, object?>> found, bool ids)
    {
        var other = found.ToDictionary();
        string[] keys = [.. expected.Keys.Where(key => ids || key != "trial_id")];
        return keys.Length != other.Count
            ? $"{what}: expected {string.Join(", ", keys)}, found {string.Join(", ", other.Keys)}"
            : keys.Select(key => other.TryGetValue(key, out object? value)
                ? Difference($"{what}.{key}", expected[key], value, ids)
                : $"{what}.{key} is missing").FirstOrDefault(difference => difference is not null);
    }

    private static string? ListDifference(string what, IReadOnlyList<object?> expected, object?[] found, bool ids) =>
        expected.Count != found.Length
            ? $"{what}: expected {expected.Count} items, found {found.Length}"
            : expected.Select((item, i) => Difference($"{what}[{i}]", item, found[i], ids)).FirstOrDefault(difference => difference is not null);

    private static string Word(double number) => double.IsNaN(number) ? "nan" : double.IsPositiveInfinity(number) ? "inf" : double.IsNegativeInfinity(number) ? "-inf" : $"{number:R}";
}
