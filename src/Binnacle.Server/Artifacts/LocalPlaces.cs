namespace Binnacle.Server.Artifacts;

/// <summary>Places on this machine that URIs name, and the folders whose artifacts the operator lets the server show.</summary>
internal sealed class LocalPlaces
{
    private static readonly string[] OwnHosts = ["localhost", "127.0.0.1"];
    private readonly string[] _roots;

    public LocalPlaces(ServerOptions options) =>
        _roots = [.. options.LocalArtifactRoots.Append(options.DefaultArtifactRoot).Select(root => root is null ? null : PathOf(root)).OfType<string>()];

    /// <summary>Whether a URI names a place on some machine: a path, or <c>file:</c>.</summary>
    public static bool IsLocal(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon <= 1 || uri.AsSpan(0, colon).IndexOfAny('/', '\\') >= 0 || uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a <c>file:</c> URI names a file of another machine.</summary>
    public static bool IsOfOtherHost(string uri) =>
        uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed)
        && parsed.Host is { Length: > 0 } host && !OwnHosts.Any(own => host.StartsWith(own, StringComparison.OrdinalIgnoreCase));

    /// <summary>The path of a place on this machine; null when the URI names none.</summary>
    public static string? PathOf(string uri)
    {
        if (!IsLocal(uri) || uri.Contains('\0', StringComparison.Ordinal))
            return null;
        if (!uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return Path.GetFullPath(uri);
        return Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed is { IsFile: true, IsUnc: false } ? Path.GetFullPath(parsed.LocalPath) : null;
    }

    /// <summary>Whether the operator named the folder that holds a path.</summary>
    public bool Allow(string path) => _roots.Any(root => IsInside(path, root));

    /// <summary>Whether a path is a folder or lies in it.</summary>
    public static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
