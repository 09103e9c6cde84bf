namespace Binnacle.Server.Artifacts;

/// <summary>Addresses of artifacts for pages.</summary>
internal static class ArtifactLink
{
    public const string Route = "/get-artifact";

    public static string Of(string runId, string path) =>
        $"{Route}?run_id={Uri.EscapeDataString(runId)}&path={Uri.EscapeDataString(path)}";
}
