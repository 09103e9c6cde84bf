using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>A folder inside an artifact store, as a store of its own.</summary>
internal sealed class ArtifactFolder(IArtifactStore root, string folder, string uri) : IArtifactStore
{
    public string Uri => uri;

    public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) =>
        root.WriteAsync(Below(path), content, cancellationToken);

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => root.OpenReadAsync(Below(path), cancellationToken);

    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ArtifactInfo> items = await root.ListAsync(Below(path ?? ""), cancellationToken);
        return folder.Length == 0 ? items : [.. items.Select(item => item with { Path = item.Path[(folder.Length + 1)..] })];
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken = default) => root.DeleteAsync(Below(path), cancellationToken);

    private string Below(string path) => (folder.Length, path.Length) switch
    {
        (0, _) => path,
        (_, 0) => folder,
        _ => $"{folder}/{path}",
    };
}
