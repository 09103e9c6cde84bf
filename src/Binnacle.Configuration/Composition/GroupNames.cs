namespace Binnacle.Configuration;

/// <summary>Finds config groups in a flat list of config paths.</summary>
internal static class GroupNames
{
    /// <summary>Names of the groups directly below a group; an empty text is the root.</summary>
    public static IEnumerable<string> Below(string group, IEnumerable<string> configPaths)
    {
        string prefix = group.Length == 0 ? "" : group + "/";
        return configPaths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && path.IndexOf('/', prefix.Length) > 0)
            .Select(path => path[prefix.Length..path.IndexOf('/', prefix.Length)])
            .Distinct(StringComparer.Ordinal);
    }
}
