namespace Binnacle.Tracking;

/// <summary>Artifacts in a local folder.</summary>
/// <remarks>Links inside the folder are followed only to places inside it.</remarks>
public sealed class LocalArtifactStore : IArtifactStore
{
    private const string ScratchEnding = ".binnacle-tmp";
    private const int CopyBuffer = 1 << 16;

    /// <summary>Opens a folder; it is made by the first write.</summary>
    public LocalArtifactStore(string folder) => Folder = Path.GetFullPath(folder);

    /// <summary>Opens the folder that a <c>file:</c> URI or a path names.</summary>
    /// <exception cref="TrackingException">The URI names no local folder.</exception>
    public static IArtifactStore OpenUri(string uri) => new LocalArtifactStore(FileUri.ToPath(uri) ?? throw new TrackingException(
        ErrorCodes.NotImplemented, $"Artifacts at '{uri}' cannot be opened here: only local folders are supported."));

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public string Uri => FileUri.FromPath(Folder);

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        string target = Resolve(path);
        if (path.Length == 0 || Directory.Exists(target))
            throw TrackingException.Invalid($"Artifact '{path}' cannot be written: there is a folder of that name.");
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string scratch = Path.Combine(folder, $".{Guid.NewGuid():N}{ScratchEnding}");
        try
        {
            await using (FileStream copy = new(scratch, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBuffer, useAsync: true))
                await content.CopyToAsync(copy, CopyBuffer, cancellationToken);
            File.Move(scratch, target, overwrite: true);
        }
        catch
        {
            File.Delete(scratch);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        FileInfo file = new(Resolve(path));
        if (!file.Exists)
            throw NoSuch(path);
        // A named pipe is empty, too, and would be waited for.
        return Task.FromResult(file.Length == 0 ? Stream.Null : new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, CopyBuffer, useAsync: true));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default)
    {
        DirectoryInfo folder = new(Resolve(path ?? ""));
        if (!folder.Exists)
            return Task.FromResult<IReadOnlyList<ArtifactInfo>>([]);

        string prefix = string.IsNullOrEmpty(path) ? "" : path + "/";
        ArtifactInfo[] items = [.. folder.EnumerateFileSystemInfos()
            .Where(item => !item.Name.EndsWith(ScratchEnding, StringComparison.Ordinal))
            .Select(item => new ArtifactInfo(prefix + item.Name, item is DirectoryInfo, (item as FileInfo)?.Length))
            .OrderBy(item => item.Path, StringComparer.Ordinal)];
        return Task.FromResult<IReadOnlyList<ArtifactInfo>>(items);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        string target = Resolve(path);
        if (File.Exists(target))
            File.Delete(target);
        else if (path.Length > 0 && Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        else
            throw NoSuch(path);
        return Task.CompletedTask;
    }

    private static TrackingException NoSuch(string path) => TrackingException.Missing($"No such artifact: '{path}'");

    private string Resolve(string path)
    {
        ArtifactPath.Check(path);
        string full = Path.GetFullPath(Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar)));
        if (path.Length > 0 && (!IsInside(full, Folder) || LeavesByLink(full)))
            throw TrackingException.Invalid($"Invalid artifact path: '{path}'. It leads out of the run's artifacts.");
        return full;
    }

    /// <summary>Whether a link on the way from the root to the path leads out of the root.</summary>
    private bool LeavesByLink(string full)
    {
        for (string step = full; step.Length > Folder.Length; step = Path.GetDirectoryName(step)!)
        {
            FileSystemInfo item = Directory.Exists(step) ? new DirectoryInfo(step) : new FileInfo(step);
            if (item.LinkTarget is not null && (item.ResolveLinkTarget(returnFinalTarget: true) is not { } target || !IsInside(target.FullName, Folder)))
                return true;
        }

        return false;
    }

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
