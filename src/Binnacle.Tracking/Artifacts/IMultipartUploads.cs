namespace Binnacle.Tracking;

/// <summary>An artifact store to which clients send the parts of a large file directly, without its passing through a server.</summary>
public interface IMultipartUploads
{
    /// <summary>Begins an upload and gives an address for each part, to which whoever holds it may send that part for an hour.</summary>
    /// <param name="path">Path of the artifact.</param>
    /// <param name="parts">How many parts there are, at least 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<MultipartUpload> BeginUploadAsync(string path, int parts, CancellationToken cancellationToken = default);

    /// <summary>Puts the parts together; from then on the artifact is seen.</summary>
    /// <param name="path">Path of the artifact.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="tags">The tag (ETag) that the store answered for each part, by its number from 1.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task CompleteUploadAsync(string path, string uploadId, IReadOnlyDictionary<int, string> tags, CancellationToken cancellationToken = default);

    /// <summary>Gives an upload up and removes the parts that were sent.</summary>
    /// <param name="path">Path of the artifact.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AbortUploadAsync(string path, string uploadId, CancellationToken cancellationToken = default);
}
