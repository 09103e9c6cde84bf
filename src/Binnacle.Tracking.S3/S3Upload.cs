using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Binnacle.Tracking.S3;

/// <summary>Writes one object from a stream of any length: whole when it is short, else in parts that appear all at once.</summary>
internal sealed class S3Upload(IAmazonS3 client, string bucket, string key)
{
    public async Task RunAsync(Stream content, CancellationToken cancellationToken)
    {
        PartSizes sizes = new(content.CanSeek ? content.Length - content.Position : null);
        byte[] buffer = new byte[sizes.Of(1)];
        int length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length < buffer.Length)
            await PutAsync(buffer, length, cancellationToken);
        else
            await PutPartsAsync(content, buffer, sizes, cancellationToken);
    }

    private async Task PutAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(buffer, 0, length, writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body, UseChunkEncoding = false, AutoCloseStream = false }, cancellationToken);
    }

    private async Task PutPartsAsync(Stream content, byte[] buffer, PartSizes sizes, CancellationToken cancellationToken)
    {
        string upload = (await client.InitiateMultipartUploadAsync(bucket, key, cancellationToken)).UploadId;
        try
        {
            List<PartETag> parts = [];
            for (int length = buffer.Length; length > 0; length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken))
            {
                if (parts.Count == PartSizes.MostParts)
                    throw PartSizes.TooMany();
                parts.Add(await PutPartAsync(upload, parts.Count + 1, buffer, length, cancellationToken));
                // After the last one that is allowed nothing may be left; only the next reading tells.
                if (parts.Count < PartSizes.MostParts && sizes.Of(parts.Count + 1) is var next && next != buffer.Length)
                    buffer = new byte[next];
            }

            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload, PartETags = parts }, cancellationToken);
        }
        catch
        {
            await AbortAsync(upload);
            throw;
        }
    }

    /// <summary>Parts that are left behind would be paid for without being seen. Why the upload failed counts, not that this fails too.</summary>
    private async Task AbortAsync(string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, upload, CancellationToken.None);
        }
        catch (AmazonServiceException)
        {
            // Some stores cannot.
        }
        catch (AmazonClientException)
        {
            // The store is away.
        }
    }

    private async Task<PartETag> PutPartAsync(string upload, int number, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(buffer, 0, length, writable: false);
        UploadPartResponse answer = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = upload,
                PartNumber = number,
                InputStream = body,
                PartSize = length,
                UseChunkEncoding = false,
            },
            cancellationToken);
        return new PartETag(number, answer.ETag);
    }
}
