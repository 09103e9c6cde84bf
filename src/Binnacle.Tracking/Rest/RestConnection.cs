using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Calls of a tracking server: authentication, retries, and its errors as ours.</summary>
internal sealed class RestConnection : IDisposable
{
    private const int LongestPauseSeconds = 120;
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");
    private readonly HttpClient _client;
    private readonly RestOptions _options;
    private readonly TimeProvider _time;

    public RestConnection(string uri, RestOptions options, TimeProvider time)
    {
        Uri given = new(uri.EndsWith('/') ? uri : uri + "/");
        UriBuilder address = new(given) { UserName = "", Password = "", Query = "", Fragment = "" };
        (Address, _options, _time) = (address.Uri, options, time);
        _client = new HttpClient(HandlerOf(options)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = AuthorizationOf(given, options);
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("binnacle");
    }

    private RestConnection(RestConnection other, RestOptions options) => (Address, _client, _options, _time) = (other.Address, other._client, options, other._time);

    /// <summary>The server's address with a slash at the end, without credentials.</summary>
    public Uri Address { get; }

    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => _client.Dispose();

    /// <summary>The same server, without a second try: for callers that know better what to do meanwhile.</summary>
    public RestConnection WithoutRetries() => new(this, _options with { MaxRetries = 0 });

    /// <summary>A call that sends and answers JSON.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path below the server's address, with its query.</param>
    /// <param name="body">Writes the fields of the body's object; null for no body.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="TrackingException">The server refused, or cannot be reached.</exception>
    public Task<JsonElement> CallAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? body, CancellationToken cancellationToken) =>
        CallAsync(method, path, body is null ? null : BodyOf(body), cancellationToken);

    public async Task<JsonElement> CallAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await SendAsync(
            () =>
            {
                HttpRequestMessage request = new(method, new Uri(Address, path));
                if (body is { } bytes)
                    request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = JsonType } };
                return request;
            },
            canRepeat: true, cancellationToken);
        await using Stream content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            using JsonDocument json = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken);
            return json.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new TrackingException(ErrorCodes.InternalError, $"The server at '{Address}' answered {method} {path} with no JSON: {error.Message} Is it a tracking server?", error);
        }
    }

    /// <summary>Sends a request, again where that helps; the answer is a success and must be disposed of.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, bool canRepeat, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            bool last = retry >= _options.MaxRetries || !canRepeat;
            HttpResponseMessage? answer = null;
            try
            {
                answer = await SendOnceAsync(request(), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return answer;
                (TrackingException error, bool mayPass) = await RestErrors.OfAsync(answer, Address, cancellationToken);
                if (last || !mayPass)
                    throw error;
            }
            catch (Exception error) when (IsAway(error) && !cancellationToken.IsCancellationRequested)
            {
                if (last)
                    throw RestErrors.Unreachable(Address, error);
            }

            TimeSpan pause = PauseBefore(retry, answer);
            answer?.Dispose();
            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    public static byte[] BodyOf(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // An upload may take as long as it takes; what is bounded is the wait for an answer to a small request.
        if (request.Content is not StreamContent)
            patience.CancelAfter(_options.Timeout);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
    }

    private static bool IsAway(Exception error) => error is HttpRequestException or IOException or OperationCanceledException;

    private TimeSpan PauseBefore(int retry, HttpResponseMessage? answer)
    {
        if (_options.RespectRetryAfter && answer?.Headers.RetryAfter is { } asked)
            return asked.Delta ?? (asked.Date is { } date && date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero);
        double seconds = retry == 0 ? 0 : Math.Min(LongestPauseSeconds, _options.BackoffFactor * Math.Pow(2, retry));
        return TimeSpan.FromSeconds(seconds + (Random.Shared.NextDouble() * _options.BackoffJitter));
    }

    private static AuthenticationHeaderValue? AuthorizationOf(Uri given, RestOptions options)
    {
        string? pair = options.Username is not null || options.Password is not null
            ? $"{options.Username}:{options.Password}"
            : given.UserInfo.Length > 0 ? WebUtility.UrlDecode(given.UserInfo.Replace("+", "%2B", StringComparison.Ordinal)) : null;
        if (pair is not null)
            return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return options.Token is null ? null : new AuthenticationHeaderValue("Bearer", options.Token);
    }

    private static SocketsHttpHandler HandlerOf(RestOptions options)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = options.AllowRedirects,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (options.InsecureTls)
#pragma warning disable CA5359 // Asked for by the user, for servers with certificates of their own making.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        if (options.ClientCertificatePath is { } own)
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(own)];
        if (options.ServerCertificatePath is { } trusted)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(trusted);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
