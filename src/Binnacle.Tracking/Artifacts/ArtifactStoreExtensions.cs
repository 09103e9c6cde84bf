using System.Text;

namespace Binnacle.Tracking;

/// <summary>Whole files, folders and texts over <see cref="IArtifactStore"/>.</summary>
public static class ArtifactStoreExtensions
{
    /// <summary>Copies a local file into the folder <paramref name="artifactFolder"/> (default: the root), under its own name.</summary>
    public static async Task WriteFileAsync(
        this IArtifactStore store, string localFile, string? artifactFolder = null, CancellationToken cancellationToken = default)
    {
        string path = Combine(artifactFolder, Path.GetFileName(localFile));
        await using FileStream content = OpenLocal(localFile);
        await store.WriteAsync(path, content, cancellationToken);
    }

    /// <summary>Copies all files below a local folder into <paramref name="artifactFolder"/> (default: the root).</summary>
    public static async Task WriteFolderAsync(
        this IArtifactStore store, string localFolder, string? artifactFolder = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(localFolder))
            throw new DirectoryNotFoundException($"'{localFolder}' is not a folder; there is nothing to log.");

        foreach (string file in Directory.EnumerateFiles(localFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(localFolder, file).Replace(Path.DirectorySeparatorChar, '/');
            await using FileStream content = OpenLocal(file);
            await store.WriteAsync(Combine(artifactFolder, relative), content, cancellationToken);
        }
    }

    /// <summary>Writes a text as UTF-8.</summary>
    public static async Task WriteTextAsync(this IArtifactStore store, string path, string text, CancellationToken cancellationToken = default)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        await store.WriteAsync(path, content, cancellationToken);
    }

    /// <summary>Reads a text in UTF-8.</summary>
    public static async Task<string> ReadTextAsync(this IArtifactStore store, string path, CancellationToken cancellationToken = default)
    {
        await using Stream content = await store.OpenReadAsync(path, cancellationToken);
        using StreamReader reader = new(content, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>All files below a folder (default: the root), ordered by path.</summary>
    public static async Task<IReadOnlyList<ArtifactInfo>> ListFilesAsync(
        this IArtifactStore store, string? path = null, CancellationToken cancellationToken = default)
    {
        List<ArtifactInfo> files = [];
        foreach (ArtifactInfo item in await store.ListAsync(path, cancellationToken))
        {
            if (item.IsFolder)
                files.AddRange(await store.ListFilesAsync(item.Path, cancellationToken));
            else
                files.Add(item);
        }

        return files;
    }

    /// <summary>Copies a file, or a folder with all in it, into a local folder; returns the local path of what was copied.</summary>
    /// <param name="store">The artifacts.</param>
    /// <param name="path">File or folder; null or empty for everything.</param>
    /// <param name="localFolder">Where to put it; made when missing.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public static async Task<string> DownloadAsync(
        this IArtifactStore store, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(localFolder);
        IReadOnlyList<ArtifactInfo> files = await store.ListFilesAsync(path, cancellationToken);
        IEnumerable<string> paths = files.Count > 0 || string.IsNullOrEmpty(path) ? files.Select(file => file.Path) : [path];
        foreach (string file in paths)
        {
            string target = Path.Combine(localFolder, file.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using Stream content = await store.OpenReadAsync(file, cancellationToken);
            await using FileStream copy = new(target, FileMode.Create, FileAccess.Write);
            await content.CopyToAsync(copy, cancellationToken);
        }

        return string.IsNullOrEmpty(path) ? localFolder : Path.Combine(localFolder, path.Replace('/', Path.DirectorySeparatorChar));
    }

    private static FileStream OpenLocal(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static string Combine(string? folder, string name) => string.IsNullOrEmpty(folder) ? name : $"{folder}/{name}";
}
