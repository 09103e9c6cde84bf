using System.Buffers;
using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>Which names and values MLflow allows, and its words for those it does not.</summary>
internal static class NameRules
{
    public const int MaxKeyLength = 250;
    public const int MaxParamValueLength = 6000;
    public const int MaxExperimentNameLength = 500;
    private const int MaxDigestLength = 36;
    private const int MaxNewRunId = 32;
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("/.-_ 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void CheckMetric(Metric metric, string parameter = "name")
    {
        CheckName(metric.Key, parameter);
        CheckLength("Metric name", metric.Key, MaxKeyLength);
        if (metric.Timestamp < 0)
        {
            throw TrackingException.Invalid($"Invalid value {metric.Timestamp} for parameter 'timestamp' supplied: metric '{metric.Key}' "
                + $"(value={PythonFloat.Format(metric.Value)}). Timestamp must be a nonnegative long (64-bit integer) ");
        }
    }

    /// <summary>The parameter as it is stored: a long value is cut, as MLflow does by default.</summary>
    public static Param CheckParam(Param param, string parameter = "key")
    {
        CheckName(param.Key, parameter);
        CheckLength("Param key", param.Key, MaxKeyLength);
        return Shorten("Param value", param.Value, MaxParamValueLength) is var value && value.Length < param.Value.Length ? param with { Value = value } : param;
    }

    public static void CheckTag(string key, string parameter = "key") => CheckName(key, parameter);

    public static void CheckExperimentName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw TrackingException.Invalid($"Invalid experiment name: '{name}'");
        CheckLength("name", name, MaxExperimentNameLength);
    }

    public static void CheckArtifactLocation(string location)
    {
        if (location.StartsWith("runs:", StringComparison.OrdinalIgnoreCase))
            throw TrackingException.Invalid($"Artifact location cannot be a runs:/ URI. Given: '{location}'");
        if (FileUri.HasScheme(location) && location.AsSpan().IndexOfAny('#', ';') >= 0)
            throw TrackingException.Invalid("'artifact_location' URL can't include fragments or params.");
        CheckLength("artifact_location", location, 2048);
    }

    public static void CheckDataset(DatasetInput input)
    {
        Dataset dataset = input.Dataset;
        CheckLength("name", dataset.Name, MaxExperimentNameLength);
        CheckLength("digest", dataset.Digest, MaxDigestLength);
        CheckLength("source", dataset.Source, 65_535);
        CheckLength("schema", dataset.Schema ?? "", 1_048_575);
        CheckLength("profile", dataset.Profile ?? "", 16_777_215);
        foreach ((string key, string value) in input.Tags)
        {
            CheckLength("key", key, 255);
            CheckLength("value", value, 500);
        }
    }

    /// <summary>A run id may be a folder's name: a letter or digit, then letters, digits, underscores and dashes.</summary>
    public static void CheckRunId(string runId) => CheckId(runId, "run_id", 256);

    /// <summary>An experiment id may be a folder's name.</summary>
    public static void CheckExperimentId(string experimentId) => CheckId(experimentId, "experiment_id", 64);

    /// <summary>The id of a new run: the one given, if it may be one, or a new one.</summary>
    public static string NewRunId(RunCreation creation)
    {
        if (creation.RunId is not { } id)
            return Guid.NewGuid().ToString("N");
        CheckId(id, "run_id", MaxNewRunId);
        return id;
    }

    public static bool IsId(string text, int maxLength) =>
        text.Length > 0 && text.Length <= maxLength && char.IsAsciiLetterOrDigit(text[0])
        && text.EnumerateRunes().All(rune => rune.Value == '-' || IsWordCharacter(rune));

    private static void CheckId(string id, string parameter, int maxLength)
    {
        if (!IsId(id, maxLength))
            throw TrackingException.Invalid($"Invalid value {JsonText.Quote(id)} for parameter '{parameter}' supplied.");
    }

    private static void CheckName(string name, string parameter)
    {
        if (IsPlain(name))
            return;
        if (!name.EnumerateRunes().All(IsNameCharacter))
        {
            throw TrackingException.Invalid($"Invalid value {JsonText.Quote(name)} for parameter '{parameter}' supplied: "
                + $"Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ){ColonWord} and slashes (/).");
        }

        string normal = PosixPath.Normalize(name);
        if (normal != name || normal == "." || normal.StartsWith("..", StringComparison.Ordinal) || normal.StartsWith('/'))
            throw TrackingException.Invalid($"Invalid value {JsonText.Quote(name)} for parameter '{parameter}' supplied: {PosixPath.NotUnique(normal)}");
    }

    /// <summary>Nearly every name: nothing to look into, and a batch has a thousand of them.</summary>
    private static bool IsPlain(string name) => name is [not ('.' or '/'), ..] && name[^1] != '/'
        && name.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0
        && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/.", StringComparison.Ordinal);

    private static string ColonWord => OperatingSystem.IsWindows() ? "" : ", colon(:)";

    public static void CheckLength(string what, string text, int limit)
    {
        if (text.Length > limit && text.EnumerateRunes().Count() > limit)
            throw TrackingException.Invalid($"'{what}' exceeds the maximum length of {limit} characters");
    }

    /// <summary>A value that is cut at a limit, as MLflow does unless <c>MLFLOW_TRUNCATE_LONG_VALUES</c> says no; it is refused then.</summary>
    public static string Shorten(string what, string text, int limit) =>
        text.Length <= limit ? text : Shorten(what, text, limit, Environment.GetEnvironmentVariable("MLFLOW_TRUNCATE_LONG_VALUES"));

    /// <summary>As above, with the text of the variable.</summary>
    internal static string Shorten(string what, string text, int limit, string? truncate)
    {
        if (truncate is "0" || string.Equals(truncate, "false", StringComparison.OrdinalIgnoreCase))
            CheckLength(what, text, limit);
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes().Take(limit))
            length += rune.Utf16SequenceLength;
        return text[..length];
    }

    private static bool IsNameCharacter(Rune rune) => rune.Value switch
    {
        '/' or '.' or '-' or ' ' => true,
        ':' => !OperatingSystem.IsWindows(),
        _ => IsWordCharacter(rune),
    };

    /// <summary>What Python's regular expressions call a word character.</summary>
    private static bool IsWordCharacter(Rune rune) => rune.Value == '_' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
