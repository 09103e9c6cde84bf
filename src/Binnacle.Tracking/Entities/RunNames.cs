using System.Security.Cryptography;

namespace Binnacle.Tracking;

/// <summary>Names for runs that were given none: adjective, noun, number.</summary>
internal static class RunNames
{
    private static readonly string[] Adjectives =
    [
        "able", "amber", "bold", "brave", "bright", "calm", "clear", "clever", "crisp", "eager", "fair", "fleet", "gentle", "glad", "golden",
        "hardy", "keen", "kind", "lively", "loyal", "lucky", "merry", "mighty", "nimble", "noble", "patient", "proud", "quick", "quiet",
        "rare", "ready", "royal", "sharp", "silent", "smooth", "steady", "stout", "swift", "upright", "wise",
    ];

    private static readonly string[] Nouns =
    [
        "anchor", "bark", "beacon", "bow", "breeze", "brig", "buoy", "cape", "compass", "coral", "current", "cutter", "delta", "dinghy",
        "dolphin", "fjord", "gale", "gull", "harbor", "heron", "hull", "island", "jetty", "keel", "lagoon", "lantern", "mast", "pearl",
        "pilot", "port", "reef", "rudder", "sail", "seal", "sextant", "sloop", "tern", "tide", "wave", "whale",
    ];

    /// <summary>The name of a new run: the one given, that of its tag, or a generated one.</summary>
    /// <exception cref="TrackingException">Name and tag differ.</exception>
    public static string Of(RunCreation creation)
    {
        string? tag = creation.Tags.GetValueOrDefault(ReservedTags.RunName);
        if (string.IsNullOrEmpty(creation.RunName))
            return string.IsNullOrEmpty(tag) ? Generate() : tag;
        if (!string.IsNullOrEmpty(tag) && tag != creation.RunName)
        {
            throw TrackingException.Invalid("Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                + $"(run_name='{creation.RunName}', mlflow.runName='{tag}').");
        }

        return creation.RunName;
    }

    public static string Generate() => $"{Pick(Adjectives)}-{Pick(Nouns)}-{RandomNumberGenerator.GetInt32(1000)}";

    private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
