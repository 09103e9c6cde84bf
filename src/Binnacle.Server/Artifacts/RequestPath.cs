using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>Artifact paths in requests: relative, without any form of a step upwards, however they are encoded.</summary>
internal static class RequestPath
{
    private const int MaxDecodings = 8;

    /// <summary>The path without a slash at its end, if it is safe; null for none.</summary>
    /// <exception cref="TrackingException">It could lead out of its root.</exception>
    public static string? Check(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        return IsSafe(path) ? path.TrimEnd('/') : throw ApiErrors.Invalid("Invalid path");
    }

    /// <summary>Whether neither the path nor anything that it decodes to is absolute or has a step upwards.</summary>
    public static bool IsSafe(string path)
    {
        string current = path;
        for (int i = 0; i < MaxDecodings; i++)
        {
            if (current.Length > 0 && !IsPlain(current))
                return false;
            string decoded = Uri.UnescapeDataString(current);
            if (decoded == current)
                return true;
            current = decoded;
        }

        return false;
    }

    private static bool IsPlain(string path) =>
        path.AsSpan().IndexOfAny('\\', '\0', '#') < 0 && !HasDrive(path) && !path.TrimEnd('/').Split('/').Any(IsStep) && !path.StartsWith('/');

    private static bool IsStep(string segment) => segment is "" or ".." or ".";

    private static bool HasDrive(string path) => path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]);
}
