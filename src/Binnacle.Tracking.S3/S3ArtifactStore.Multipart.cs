using Amazon.S3;
using Amazon.S3.Model;

namespace Binnacle.Tracking.S3;

public sealed partial class S3ArtifactStore
{
    private static readonly TimeSpan AddressLife = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task<MultipartUpload> BeginUploadAsync(string path, int parts, CancellationToken cancellationToken = default)
    {
        const int MostParts = 10_000;
        if (parts is < 1 or > MostParts)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"An upload has 1 to {MostParts} parts, not {parts}.");
        string key = KeyOf(path);
        return await GuardAsync(path, async () =>
        {
            string upload = (await _client.InitiateMultipartUploadAsync(_bucket, key, cancellationToken)).UploadId;
            Uri[] addresses = new Uri[parts];
            for (int i = 0; i < parts; i++)
                addresses[i] = new Uri(await _client.GetPreSignedURLAsync(AddressOf(key, upload, i + 1)));
            return new MultipartUpload(upload, addresses);
        });
    }

    /// <inheritdoc/>
    public Task CompleteUploadAsync(string path, string uploadId, IReadOnlyDictionary<int, string> tags, CancellationToken cancellationToken = default) => GuardAsync(
        path,
        () => _client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = _bucket,
                Key = KeyOf(path),
                UploadId = uploadId,
                PartETags = [.. tags.OrderBy(tag => tag.Key).Select(tag => new PartETag(tag.Key, tag.Value))],
            },
            cancellationToken));

    /// <inheritdoc/>
    public Task AbortUploadAsync(string path, string uploadId, CancellationToken cancellationToken = default) =>
        GuardAsync(path, () => _client.AbortMultipartUploadAsync(_bucket, KeyOf(path), uploadId, cancellationToken));

    private GetPreSignedUrlRequest AddressOf(string key, string upload, int part) => new()
    {
        BucketName = _bucket,
        Key = key,
        Verb = HttpVerb.PUT,
        UploadId = upload,
        PartNumber = part,
        Expires = _time.GetUtcNow().UtcDateTime + AddressLife,
        Protocol = _client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
    };
}
