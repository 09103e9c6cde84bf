using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>The version of Hydra whose behaviour a program asks for.</summary>
internal static class VersionBase
{
    /// <summary>True for versions below 1.2, which understood older forms.</summary>
    /// <exception cref="ConfigException">The text is no version, or one below 1.1.</exception>
    public static bool IsLegacy(string version)
    {
        if (version == "1.3")
            return false;
        string[] parts = version.Split('.');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            throw new ConfigException($"version_base: expected two numbers such as 1.3, found '{version}'.");
        }

        return (major, minor).CompareTo((1, 1)) < 0
            ? throw new ConfigException($"version_base must be >= \"1.1\"\nfound '{version}'")
            : (major, minor).CompareTo((1, 2)) < 0;
    }
}
