namespace Binnacle.Tracking;

/// <summary>The artifacts of one run: files under one root.</summary>
/// <remarks>
/// Paths are relative to the root, with forward slashes. A path that is absolute, or that does not name itself
/// (<c>..</c>, <c>./a</c>, <c>a//b</c>), is refused, and so is one that leaves the root through a link.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>URI of the root.</summary>
    string Uri { get; }

    /// <summary>Writes a file, at once or not at all; folders are made, an old file is replaced.</summary>
    Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="TrackingException">There is no such file.</exception>
    Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>The files and folders directly inside a folder, ordered by path; none when <paramref name="path"/> is a file or missing.</summary>
    /// <param name="path">A folder; null or empty for the root.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a file, or a folder with all in it.</summary>
    /// <exception cref="TrackingException">There is nothing of that path.</exception>
    Task DeleteAsync(string path, CancellationToken cancellationToken = default);
}
