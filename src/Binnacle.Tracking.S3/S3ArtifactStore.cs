using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Binnacle.Tracking.S3;

/// <summary>Artifacts in a bucket of S3 or of a store that speaks its protocol.</summary>
/// <remarks>
/// Files go up in parts of 8 MiB (more where 10,000 of them do not suffice) and come down as they are read, so that their size costs no memory; a reader that skips
/// fetches only what it reads. Credentials and region are found as the AWS tools find them (<c>AWS_ACCESS_KEY_ID</c>,
/// profiles, roles). Safe for several threads.
/// </remarks>
public sealed partial class S3ArtifactStore : IArtifactStore, IMultipartUploads, IDisposable
{
    /// <summary>The variable that names another endpoint than AWS, for example <c>http://minio:9000</c>; MLflow reads it too.</summary>
    public const string EndpointVariable = "MLFLOW_S3_ENDPOINT_URL";

    private const string Scheme = "s3://";
    private const string RegionVariable = "AWS_DEFAULT_REGION";
    private const string DefaultRegion = "us-east-1";
    private readonly IAmazonS3 _client;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly string _bucket;
    private readonly string _prefix;

    /// <summary>Opens a place in a bucket. Nothing is read or written yet.</summary>
    /// <param name="uri"><c>s3://bucket</c> or <c>s3://bucket/folder</c>.</param>
    /// <param name="client">The client to use. Default: one made from the environment.</param>
    /// <exception cref="TrackingException">The URI names no bucket.</exception>
    public S3ArtifactStore(string uri, IAmazonS3? client = null)
    {
        if (!CanOpen(uri) || uri.Length == Scheme.Length)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"'{uri}' names no bucket: expected s3://bucket/folder.");
        Uri = uri.TrimEnd('/');
        string place = Uri[Scheme.Length..];
        int slash = place.IndexOf('/', StringComparison.Ordinal);
        _bucket = slash < 0 ? place : place[..slash];
        _prefix = slash < 0 ? "" : place[(slash + 1)..] + "/";
        _client = client ?? NewClient();
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <summary>How many objects a listing asks for at a time. Default: as many as the store gives.</summary>
    internal int? PageSize { get; init; }

    /// <summary>Whether a URI is one of S3.</summary>
    public static bool CanOpen(string uri) => uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        if (path.Length == 0)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, "An artifact needs a name.");
        string key = KeyOf(path);
        await GuardAsync(path, () => new S3Upload(_client, _bucket, key).RunAsync(content, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(path);
        return GuardAsync<Stream>(path, async () =>
        {
            GetObjectMetadataResponse found = await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken);
            return new S3ReadStream(_client, _bucket, key, found.ContentLength);
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default)
    {
        string folder = FolderKey(path ?? "");
        return GuardAsync<IReadOnlyList<ArtifactInfo>>(path ?? "", async () =>
        {
            List<ArtifactInfo> items = [];
            await foreach (ListObjectsV2Response page in PagesAsync(folder, "/", cancellationToken))
            {
                items.AddRange((page.CommonPrefixes ?? []).Select(prefix => new ArtifactInfo(prefix[_prefix.Length..].TrimEnd('/'), IsFolder: true, null)));
                items.AddRange((page.S3Objects ?? []).Where(item => item.Key != folder)
                    .Select(item => new ArtifactInfo(item.Key[_prefix.Length..], IsFolder: false, item.Size)));
            }

            items.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
            return items;
        });
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        string file = KeyOf(path), folder = FolderKey(path);
        await GuardAsync(path, async () =>
        {
            int removed = 0;
            foreach (string prefix in path.Length == 0 ? [folder] : new[] { file, folder })
            {
                await foreach (ListObjectsV2Response page in PagesAsync(prefix, null, cancellationToken))
                    removed += await RemoveAsync((page.S3Objects ?? []).Select(item => item.Key).Where(key => key == file || key.StartsWith(folder, StringComparison.Ordinal)), cancellationToken);
            }

            if (removed == 0)
                throw NoSuch(path);
        });
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private static AmazonS3Client NewClient()
    {
        AmazonS3Config config = new()
        {
            // Stores that speak S3's protocol often do not know its newer checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 } endpoint)
        {
            config.ServiceURL = endpoint;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = Environment.GetEnvironmentVariable(RegionVariable) is { Length: > 0 } region ? region : DefaultRegion;
        }

        return new AmazonS3Client(config);
    }

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(
        string prefix, string? delimiter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new() { BucketName = _bucket, Prefix = prefix, Delimiter = delimiter, MaxKeys = PageSize };
        do
        {
            ListObjectsV2Response page = await _client.ListObjectsV2Async(request, cancellationToken);
            yield return page;
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private async Task<int> RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        int removed = 0;
        foreach (string key in keys.ToList())
        {
            await _client.DeleteObjectAsync(_bucket, key, cancellationToken);
            removed++;
        }

        return removed;
    }

    private string KeyOf(string path)
    {
        ArtifactPath.Check(path);
        return _prefix + path;
    }

    private string FolderKey(string path) => path.Length == 0 ? _prefix : KeyOf(path) + "/";

    private static TrackingException NoSuch(string path) => new(ErrorCodes.ResourceDoesNotExist, $"No such artifact: '{path}'");

    private Task GuardAsync(string path, Func<Task> work) => GuardAsync(path, async () =>
    {
        await work();
        return true;
    });

    private async Task<T> GuardAsync<T>(string path, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
        {
            throw NoSuch(path);
        }
        catch (AmazonServiceException error)
        {
            throw new TrackingException(ErrorCodes.TemporarilyUnavailable, $"The bucket '{_bucket}' cannot be used: {error.Message}", error);
        }
        catch (AmazonClientException error)
        {
            throw new TrackingException(ErrorCodes.TemporarilyUnavailable, $"The bucket '{_bucket}' cannot be reached: {error.Message}", error);
        }
    }
}
