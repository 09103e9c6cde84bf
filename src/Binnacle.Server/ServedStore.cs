using Binnacle.Server.Artifacts;
using Binnacle.Tracking;

namespace Binnacle.Server;

/// <summary>What the server serves: a store, and the artifacts that it may open.</summary>
/// <param name="Store">Experiments and runs.</param>
/// <param name="Artifacts">Their files.</param>
internal sealed record ServedStore(ITrackingStore Store, ServedArtifacts Artifacts)
{
    /// <exception cref="TrackingException">The store's URI is not supported, or the database cannot be used.</exception>
    public static ServedStore Open(ServerOptions options, ITrackingStore? given)
    {
        ServedArtifacts artifacts = new(options);
        return new ServedStore(given ?? TrackingStore.Open(options.BackendStoreUri, options.TimeProvider), artifacts);
    }
}
