namespace Binnacle.Tracking;

/// <summary>Relative paths with forward slashes.</summary>
internal static class PosixPath
{
    /// <summary>The shortest path that names the same: no empty or dot segments, <c>..</c> only at the start; <c>.</c> for nothing.</summary>
    public static string Normalize(string path)
    {
        bool rooted = path.StartsWith('/');
        List<string> segments = [];
        foreach (string segment in path.Split('/'))
        {
            if (segment is "" or ".")
                continue;
            if (segment != ".." || (!rooted && (segments.Count == 0 || segments[^1] == "..")))
                segments.Add(segment);
            else if (segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
        }

        // Exactly two leading slashes mean something of their own in POSIX and are kept.
        string root = !rooted ? "" : path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//" : "/";
        string normal = root + string.Join('/', segments);
        return normal.Length == 0 ? "." : normal;
    }

    public static string NotUnique(string normal) =>
        "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. "
        + $"This name would resolve to '{normal}'";
}
