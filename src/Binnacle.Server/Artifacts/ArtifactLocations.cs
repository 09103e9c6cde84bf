using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>
/// Which places for artifacts a client may give a new experiment: none that leads out of its root, and on this machine only those in a
/// folder that the operator named.
/// </summary>
internal sealed class ArtifactLocations(LocalPlaces places)
{
    private const int MaxLength = 2048;

    /// <summary>The place as it is kept: a path becomes absolute.</summary>
    /// <exception cref="TrackingException">The place is refused.</exception>
    public string Check(string location)
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
        if (LocalPlaces.IsLocal(location))
            return CheckLocal(location);
        if (!RequestPath.IsSafe(PathOf(query < 0 ? location : location[..query])))
            throw ApiErrors.Invalid("Artifact location must not lead upwards.");
        return location;
    }

    /// <summary>What follows the scheme.</summary>
    public static string PathOf(string uri) => uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');

    private string CheckLocal(string location)
    {
        if (LocalPlaces.PathOf(location) is not { } path || !places.Allow(path) || Uri.UnescapeDataString(location).Contains("..", StringComparison.Ordinal))
        {
            throw ApiErrors.Invalid("Artifact location cannot be a path on the server. Leave it out, or give a remote one such as s3://bucket/path. "
                + "(The server's operator can allow folders with --local-artifact-roots.)");
        }

        return location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? location : path;
    }
}
