using Binnacle.Tracking;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Files that a server keeps for its clients, reached without the server.</summary>
internal static class ServerArtifacts
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>The place of an <c>mlflow-artifacts:</c> URI below the server's destination; every other place as it is.</summary>
    /// <exception cref="TrackingException">The URI leads out of the destination, or there is no such folder.</exception>
    public static string Locate(string uri, string destination)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return uri;
        string rest = uri[Scheme.Length..];
        int host = rest.StartsWith("//", StringComparison.Ordinal) ? rest.IndexOf('/', 2) : 0;
        string path = host < 0 ? "" : rest[host..].Trim('/');
        ArtifactPath.Check(path);
        if (!destination.Contains("://", StringComparison.Ordinal) && !Directory.Exists(destination))
            throw new TrackingException(ErrorCodes.InvalidState, $"its files are kept by a server, and '{destination}' is no folder here: name the server's --artifacts-destination.");
        return $"{destination.TrimEnd('/')}/{path}";
    }
}
