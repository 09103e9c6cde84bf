using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>Which names the model registry and logged models allow, and MLflow's words for those they do not.</summary>
internal static class ModelRules
{
    public const int MostModels = 1000;
    public const int MostVersions = 200_000;
    private const int MaxAliasLength = 255;
    private const int MaxTagValue = 100_000;
    private const int MaxRegisteredTagValue = 5000;
    private static readonly System.Buffers.SearchValues<char> LoggedModelRefused = System.Buffers.SearchValues.Create("/:.%\"'");

    public static void CheckName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw TrackingException.Invalid("Missing value for required parameter 'name'.");
        if (name.AsSpan().ContainsAny('/', ':'))
            throw TrackingException.Invalid($"Invalid model name '{name}'. Names cannot contain '/' or ':'.");
        string normal = PosixPath.Normalize(name);
        if (normal != name || normal is "." or "..")
            throw TrackingException.Invalid($"Invalid value {JsonText.Quote(name)} for parameter 'name' supplied: {PosixPath.NotUnique(normal)}");
    }

    public static void CheckAlias(string alias)
    {
        if (string.IsNullOrEmpty(alias))
            throw TrackingException.Invalid("Registered model alias name cannot be empty.");
        if (!alias.EnumerateRunes().All(IsAliasCharacter))
            throw TrackingException.Invalid($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        NameRules.CheckLength("Registered model alias name", alias, MaxAliasLength);
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
            throw TrackingException.Invalid("'latest' alias name (case insensitive) is reserved.");
        if (alias[0] is 'v' or 'V' && alias.Length > 1 && alias.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
            throw TrackingException.Invalid($"Version alias name '{alias}' is reserved.");
    }

    public static void CheckModelTag(Tag tag) => CheckTag(tag, MaxRegisteredTagValue);

    public static void CheckVersionTag(Tag tag) => CheckTag(tag, MaxTagValue);

    /// <summary>Names of logged models are parts of URIs.</summary>
    public static void CheckLoggedModelName(string? name)
    {
        if (!string.IsNullOrEmpty(name) && name.AsSpan().IndexOfAny(LoggedModelRefused) < 0)
            return;
        string shown = name is not null && name.Contains('\'', StringComparison.Ordinal) && !name.Contains('"', StringComparison.Ordinal) ? $"\"{name}\"" : $"'{name}'";
        throw TrackingException.Invalid($"Invalid model name ({shown}) provided. Model name must be a non-empty string and cannot contain "
            + "the following characters: ('/', ':', '.', '%', '\"', \"'\")");
    }

    /// <summary>The id of a new logged model: the one given, if it may be one, or a new one.</summary>
    public static string NewLoggedModelId(LoggedModelCreation creation)
    {
        const int MaxLength = 36;
        if (creation.ModelId is not { } id)
            return $"m-{Guid.NewGuid():N}";
        return NameRules.IsId(id, MaxLength) ? id : throw TrackingException.Invalid($"Invalid model id '{id}'.");
    }

    public static void CheckPage(int maxResults, int most)
    {
        SearchLimits.CheckPositive(maxResults);
        if (maxResults > most)
        {
            throw TrackingException.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"Invalid value for max_results. It must be a positive number at most {most}, but got value {maxResults}"));
        }
    }

    public static TrackingException NoModel(string name) => TrackingException.Missing($"Registered Model with name={name} not found");

    public static TrackingException NoVersion(string name, int version) =>
        TrackingException.Missing(string.Create(CultureInfo.InvariantCulture, $"Model Version (name={name}, version={version}) not found"));

    public static TrackingException NoAlias(string alias) => TrackingException.Invalid($"Registered model alias {alias} not found.");

    public static TrackingException NameTaken(string name) =>
        new(ErrorCodes.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.");

    public static TrackingException NotDeleted(string modelId) =>
        TrackingException.Invalid($"The logged model {modelId} must be in the 'deleted' state. Current state is active.");

    public static TrackingException NoLoggedModel(string modelId) => TrackingException.Missing($"Logged model with ID '{modelId}' not found.");

    /// <exception cref="TrackingException">Versions in that stage cannot be archived.</exception>
    public static void CheckArchiving(string stage, bool archiveExisting)
    {
        if (archiveExisting && stage is not (ModelStages.Staging or ModelStages.Production))
        {
            throw TrackingException.Invalid($"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. "
                + $"Valid stages are {ModelStages.Staging}, {ModelStages.Production}");
        }
    }

    private static void CheckTag(Tag tag, int maxValue)
    {
        NameRules.CheckTag(tag.Key);
        NameRules.CheckLength("key", tag.Key, NameRules.MaxKeyLength);
        NameRules.CheckLength("value", tag.Value, maxValue);
    }

    private static bool IsAliasCharacter(Rune rune) => rune.Value is '_' or '-' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
