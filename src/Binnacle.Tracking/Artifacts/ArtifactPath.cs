namespace Binnacle.Tracking;

/// <summary>Which artifact paths are allowed.</summary>
public static class ArtifactPath
{
    /// <summary>Checks that a path is relative and names itself; the empty path is the root.</summary>
    /// <exception cref="TrackingException">It is absolute, or has empty, <c>.</c> or <c>..</c> segments.</exception>
    public static void Check(string path)
    {
        if (path.Length == 0)
            return;
        string normal = PosixPath.Normalize(path);
        if (normal != path || normal == "." || normal == ".." || normal.StartsWith("../", StringComparison.Ordinal) || normal.StartsWith('/'))
            throw new TrackingException(ErrorCodes.InternalError, $"Invalid artifact path: '{path}'. {PosixPath.NotUnique(normal)}");
        if (path.Contains('\0') || (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0))
            throw new TrackingException(ErrorCodes.InternalError, $"Invalid artifact path: '{path}'. It holds a character that file names cannot have here.");
    }
}
