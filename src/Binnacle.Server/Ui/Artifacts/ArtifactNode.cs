using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Artifacts;

/// <summary>A file or folder in the tree; folders on the way to the chosen one are open.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Children">What is inside; null when it is closed.</param>
public sealed record ArtifactNode(ArtifactInfo Info, IReadOnlyList<ArtifactNode>? Children)
{
    /// <summary>Its name without the folders.</summary>
    public string Name => Info.Path[(Info.Path.LastIndexOf('/') + 1)..];

    /// <summary>Reads the root, and every folder on the way to <paramref name="path"/>, itself included.</summary>
    public static Task<IReadOnlyList<ArtifactNode>> ReadAsync(IArtifactStore store, string path) => ReadAsync(store, "", path);

    /// <summary>The node of a path among the open ones; null when there is none.</summary>
    public static ArtifactNode? Find(IReadOnlyList<ArtifactNode> tree, string path)
    {
        foreach (ArtifactNode node in tree)
        {
            if (node.Info.Path == path)
                return node;
            if (node.Children is { } children && Find(children, path) is { } found)
                return found;
        }

        return null;
    }

    private static async Task<IReadOnlyList<ArtifactNode>> ReadAsync(IArtifactStore store, string folder, string path)
    {
        List<ArtifactNode> nodes = [];
        foreach (ArtifactInfo item in await store.ListAsync(folder))
        {
            bool open = item.IsFolder && (path == item.Path || path.StartsWith(item.Path + "/", StringComparison.Ordinal));
            nodes.Add(new ArtifactNode(item, open ? await ReadAsync(store, item.Path, path) : null));
        }

        return [.. nodes.OrderBy(node => !node.Info.IsFolder).ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
