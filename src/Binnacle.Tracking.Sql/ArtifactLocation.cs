namespace Binnacle.Tracking.Sql;

/// <summary>Where artifacts are put: URIs below the root of a store.</summary>
internal static class ArtifactLocation
{
    /// <summary>A path below a root; a root without scheme is a local folder.</summary>
    public static string Of(string root, string path) => FileUri.Append(Absolute(root), path);

    /// <summary>A location as it is stored: local folders as absolute file URIs, other URIs as they are.</summary>
    public static string Absolute(string location) => FileUri.HasScheme(location) ? location : FileUri.FromPath(location);
}
