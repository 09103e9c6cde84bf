namespace Binnacle.Server.Artifacts;

/// <summary>Addresses of artifacts for pages.</summary>
internal static class ArtifactLink
{
    public const string Route = "/get-artifact";

    /// <summary>Sends a document for a frame of a page instead of as a download.</summary>
    public const string ViewRoute = "/view-artifact";

    public static string View(string runId, string path) =>
        $"{ViewRoute}?run_id={Uri.EscapeDataString(runId)}&path={Uri.EscapeDataString(path)}";

    public static string Of(string runId, string path) =>
        $"{Route}?run_id={Uri.EscapeDataString(runId)}&path={Uri.EscapeDataString(path)}";
}
