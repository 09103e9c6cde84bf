using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>Which places for artifacts a client may give a new experiment: none on this machine, and none that leads out of its root.</summary>
internal sealed class ArtifactLocations
{
    private const int MaxLength = 2048;

    /// <exception cref="TrackingException">The place is refused.</exception>
    public void Check(string location)
    {
        if (location.Length > MaxLength)
        {
            throw ApiErrors.Invalid(
                $"Invalid artifact path length. The length of the artifact path cannot be greater than {MaxLength} characters.");
        }

        if (location.StartsWith("runs:", StringComparison.OrdinalIgnoreCase))
            throw ApiErrors.Invalid($"Artifact location cannot be a runs:/ URI. Given: '{location}'");
        if (location.AsSpan().IndexOfAny('#', ';') >= 0)
            throw ApiErrors.Invalid("'artifact_location' URL can't include fragments or params.");
        int query = location.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && Uri.UnescapeDataString(location[query..]).Contains("..", StringComparison.Ordinal))
            throw ApiErrors.Invalid("Invalid query string");
        if (IsLocal(location))
            throw ApiErrors.Invalid("Artifact location cannot be a path on the server. Leave it out, or give a remote one such as s3://bucket/path.");
        if (!RequestPath.IsSafe(PathOf(query < 0 ? location : location[..query])))
            throw ApiErrors.Invalid("Artifact location must not lead upwards.");
    }

    public static bool IsLocal(string uri)
    {
        int colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon <= 1 || uri.AsSpan(0, colon).IndexOfAny('/', '\\') >= 0 || uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }

    public static string PathOf(string uri)
    {
        string rest = uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return rest.TrimStart('/');
    }
}
