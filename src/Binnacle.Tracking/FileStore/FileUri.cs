namespace Binnacle.Tracking;

/// <summary>Local paths as MLflow writes them into URIs: absolute, <c>file:///data/mlruns/0</c>, on Windows <c>file:///C:/data/mlruns/0</c>.</summary>
internal static class FileUri
{
    private const string Prefix = "file://";

    public static string FromPath(string path)
    {
        string text = Path.GetFullPath(path).Replace('\\', '/');
        string[] segments = text.Split('/');
        for (int i = 0; i < segments.Length; i++)
            segments[i] = i == 0 && segments[i].EndsWith(':') ? segments[i] : Uri.EscapeDataString(segments[i]);
        string escaped = string.Join('/', segments);
        return Prefix + (escaped.StartsWith('/') ? "" : "/") + escaped;
    }

    /// <summary>A place for artifacts as MLflow keeps it when somebody named it: a path becomes absolute (on Windows a URI), a URI stays.</summary>
    public static string Located(string place) =>
        HasScheme(place) ? place : OperatingSystem.IsWindows() ? FromPath(place) : Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));

    /// <summary>The local path of a plain path or a file URI; null when the URI has another scheme or names another host.</summary>
    public static string? ToPath(string uri)
    {
        if (uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return PathOfFileUri(uri["file:".Length..]);
        return HasScheme(uri) ? null : Path.GetFullPath(uri);
    }

    /// <summary>A path below a URI; its query stays at the end.</summary>
    public static string Append(string uri, string path)
    {
        int query = HasScheme(uri) ? uri.IndexOf('?', StringComparison.Ordinal) : -1;
        return query < 0 ? $"{uri.TrimEnd('/')}/{path}" : $"{uri[..query].TrimEnd('/')}/{path}{uri[query..]}";
    }

    /// <summary>Whether the text starts with a scheme such as <c>s3:</c>; a drive letter is none.</summary>
    public static bool HasScheme(string text)
    {
        int colon = text.IndexOf(':');
        return colon > 1 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static string? PathOfFileUri(string rest)
    {
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            string host = slash < 0 ? rest[2..] : rest[2..slash];
            if (host is not ("" or "localhost"))
                return null;
            rest = slash < 0 ? "/" : rest[slash..];
        }

        string path = Uri.UnescapeDataString(rest);
        bool drive = path.Length >= 3 && path[0] == '/' && char.IsAsciiLetter(path[1]) && path[2] == ':';
        return Path.GetFullPath(drive && OperatingSystem.IsWindows() ? path[1..] : path);
    }
}
