using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Binnacle.Testing;

namespace Binnacle.Tracking.S3.Tests;

/// <summary>A small server of S3's protocol (moto) with an empty bucket; the tests are skipped where it is not installed.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string Program = "moto_server";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private Process? _process;
    private AmazonS3Client? _client;

    public IAmazonS3 Client
    {
        get
        {
            Requirement.OtherMachine(_client is not null, $"the program '{Program}' is not on PATH");
            return _client!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!Requirement.HasProgram(Program))
            return;
        int port = FreePort();
        _process = Process.Start(new ProcessStartInfo(Program, ["-H", "127.0.0.1", "-p", port.ToString()]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        AmazonS3Client client = new(new BasicAWSCredentials("test", "test"), new AmazonS3Config
        {
            ServiceURL = $"http://127.0.0.1:{port}",
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        await WaitAsync(client);
        _client = client;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task WaitAsync(AmazonS3Client client)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            try
            {
                await client.PutBucketAsync("runs");
                return;
            }
            catch (Exception error) when (error is HttpRequestException or AmazonClientException && waited.Elapsed < StartPatience)
            {
                // It is not ready yet.
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
