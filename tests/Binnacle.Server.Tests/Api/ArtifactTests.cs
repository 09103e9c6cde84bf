using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Api;

public sealed class ArtifactTests
{
    [Fact]
    public async Task A_large_file_comes_back_whole_and_in_parts()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        byte[] bytes = RandomNumberGenerator.GetBytes(40 << 20);
        using ByteArrayContent body = new(bytes);
        using HttpResponseMessage put = await server.Client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model.bin", body);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(await server.Client.GetByteArrayAsync("/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model.bin")));

        using HttpRequestMessage part = new(HttpMethod.Get, "/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model.bin") { Headers = { Range = new RangeHeaderValue(1000, 1999) } };
        using HttpResponseMessage answer = await server.Client.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[1000..2000], await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_the_old_file()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        const string Path = "/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/a.txt";
        using StringContent old = new("old");
        (await server.Client.PutAsync(Path, old)).Dispose();
        using HttpRequestMessage request = new(HttpMethod.Put, Path) { Content = new StreamContent(new BreakingStream()) };
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.SendAsync(request));
        Assert.Equal("old", await server.Client.GetStringAsync(Path));
        string folder = System.IO.Path.Combine(server.Artifacts, "0", "r", "artifacts");
        await Eventually.HoldsAsync(() => Directory.GetFiles(folder).Length == 1, "the half of the new file goes once the server sees the end");
    }

    [Fact]
    public async Task A_link_out_of_the_root_is_neither_read_nor_written_nor_deleted()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "links need rights on Windows");
        using TemporaryFolder outside = new();
        File.WriteAllText(outside["secret.txt"], "secret");
        await using ApiServer server = await ApiServer.StartAsync();
        Directory.CreateDirectory(server.Artifacts);
        File.CreateSymbolicLink(Path.Combine(server.Artifacts, "link"), Path.GetDirectoryName(outside["secret.txt"])!);
        using StringContent body = new("x");
        foreach (Func<Task<HttpResponseMessage>> use in new Func<Task<HttpResponseMessage>>[]
        {
            () => server.Client.GetAsync("/api/2.0/mlflow-artifacts/artifacts/link/secret.txt"),
            () => server.Client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/link/new.txt", body),
            () => server.Client.DeleteAsync("/api/2.0/mlflow-artifacts/artifacts/link/secret.txt"),
            () => server.Client.GetAsync("/api/2.0/mlflow-artifacts/artifacts?path=link"),
        })
        {
            using HttpResponseMessage answer = await use();
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal(["secret.txt"], Directory.GetFiles(Path.GetDirectoryName(outside["secret.txt"])!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("%252e%252e/x")]
    [InlineData("..%5c..%5cx")]
    [InlineData("C:/x")]
    [InlineData("a%23b")]
    public async Task No_odd_path_is_a_failure_of_the_server(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        foreach (string call in new[] { $"/get-artifact?run_id={run}&path={path}", $"/api/2.0/mlflow/artifacts/list?run_id={run}&path={path}", $"/api/2.0/mlflow-artifacts/artifacts?path={path}" })
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(call);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_and_the_rest_is_served()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        // A file where a folder is needed: refused to root as well.
        File.WriteAllText(server.Artifacts, "in the way");
        using StringContent body = new("x");
        using HttpResponseMessage answer = await server.Client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/0/a.txt", body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("TEMPORARILY_UNAVAILABLE", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await server.GetAsync($"runs/get?run_id={run}");
    }

    private sealed class BreakingStream : MemoryStream
    {
        private int _left = 3;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left-- == 0)
                throw new IOException("The line is cut.");
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }

        public override bool CanSeek => false;
    }
}
