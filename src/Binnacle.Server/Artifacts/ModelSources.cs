using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>Which sources a client may give a model version: what a run of this server logged, and remote places named in full.</summary>
internal sealed class ModelSources
{
    /// <exception cref="TrackingException">The source is refused.</exception>
    public async Task CheckAsync(string source, string? runId, ITrackingStore store, CancellationToken cancellationToken)
    {
        if (ArtifactLocations.IsLocal(source))
        {
            if (runId is null || !await IsOfRunAsync(source, runId, store, cancellationToken))
            {
                throw ApiErrors.Invalid($"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id request "
                    + "parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.");
            }
        }
        else if (!RequestPath.IsSafe(ArtifactLocations.PathOf(source)) || LeadsUpwards(source))
        {
            throw ApiErrors.Invalid($"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or "
                + "mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");
        }
    }

    private static bool LeadsUpwards(string source) => Uri.UnescapeDataString(source).Split('/', '\\', '?', '#', ';').Contains("..");

    private static async Task<bool> IsOfRunAsync(string source, string runId, ITrackingStore store, CancellationToken cancellationToken)
    {
        string artifacts = (await store.GetRunAsync(runId, cancellationToken)).Info.ArtifactUri.TrimEnd('/');
        string rest = source.StartsWith(artifacts + "/", StringComparison.Ordinal) ? source[(artifacts.Length + 1)..].TrimEnd('/') : source == artifacts ? "" : "..";
        return RequestPath.IsSafe(rest);
    }
}
