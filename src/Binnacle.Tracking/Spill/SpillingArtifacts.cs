namespace Binnacle.Tracking;

/// <summary>A run's artifacts: what cannot be written while the store is away is kept on this machine and sent when it is back.</summary>
/// <param name="artifacts">Where they belong.</param>
/// <param name="isBehind">Whether something waits already; what is written then waits behind it.</param>
/// <param name="keep">Keeps a file of a path.</param>
internal sealed class SpillingArtifacts(IArtifactStore artifacts, Func<bool> isBehind, Func<string, Stream, CancellationToken, Task> keep) : IArtifactStore
{
    public string Uri => artifacts.Uri;

    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArtifactPath.Check(path);
        long start = content.CanSeek ? content.Position : 0;
        try
        {
            if (!isBehind())
            {
                await artifacts.WriteAsync(path, content, cancellationToken);
                return;
            }
        }
        catch (TrackingException error) when (BatchSender.MayPass(error) && content.CanSeek)
        {
            content.Position = start;
        }

        await keep(path, content, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => artifacts.OpenReadAsync(path, cancellationToken);

    public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default) => artifacts.ListAsync(path, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken = default) => artifacts.DeleteAsync(path, cancellationToken);
}
