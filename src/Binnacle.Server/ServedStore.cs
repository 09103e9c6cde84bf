using Binnacle.Server.Artifacts;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

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
        return new ServedStore(given ?? OpenStore(options, artifacts), artifacts);
    }

    private static ITrackingStore OpenStore(ServerOptions options, ServedArtifacts artifacts)
    {
        ITrackingStore store = TrackingStores.Open(options.BackendStoreUri, new SqlStoreOptions
        {
            ArtifactRoot = options.ArtifactRoot,
            OpenArtifacts = artifacts.OpenUri,
            SurvivePowerLoss = options.SurvivePowerLoss,
            TimeProvider = options.TimeProvider,
        });
        return store is FileTrackingStore files
            ? new FileTrackingStore(files.Folder, options.TimeProvider) { ArtifactRoot = options.FileArtifactRoot, OpenRemoteArtifacts = artifacts.OpenUri }
            : store;
    }
}
