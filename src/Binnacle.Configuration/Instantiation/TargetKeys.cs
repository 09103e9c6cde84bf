namespace Binnacle.Configuration;

/// <summary>The keys that say how a config becomes an object.</summary>
internal static class TargetKeys
{
    public const string Target = "_target_";
    public const string Arguments = "_args_";
    public const string Partial = "_partial_";
    public const string Recursive = "_recursive_";
    public const string Convert = "_convert_";

    /// <summary>True for the keys that are no named argument.</summary>
    public static bool IsControl(ConfigKey key) => key.Value is Target or Arguments || IsMode(key);

    /// <summary>True for the keys that say how, not what.</summary>
    public static bool IsMode(ConfigKey key) => key.Value is Partial or Recursive or Convert;
}
