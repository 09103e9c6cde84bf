using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Api;

public sealed class MultipartUploadTests
{
    private const string Place = "/api/2.0/mlflow-artifacts/mpu/";

    [Fact]
    public async Task The_parts_of_a_file_go_to_the_store_itself_and_the_server_only_says_where()
    {
        PartStore store = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { OpenArtifacts = _ => store });
        JsonElement begun = await PostAsync(server, "create/0/r/artifacts", new { path = "/home/me/model.bin", num_parts = 2 });
        Assert.Equal("u1", begun.GetProperty("upload_id").GetString());
        Assert.Equal(
            [("https://store.example/0/r/artifacts/model.bin?part=1", 1), ("https://store.example/0/r/artifacts/model.bin?part=2", 2)],
            begun.GetProperty("credentials").EnumerateArray().Select(part => (part.GetProperty("url").GetString()!, part.GetProperty("part_number").GetInt32())));

        await PostAsync(server, "complete/0/r/artifacts", new { path = "model.bin", upload_id = "u1", parts = new[] { new { part_number = 1, etag = "a" }, new { part_number = 2, etag = "b" } } });
        await PostAsync(server, "abort/0/r/artifacts", new { path = "model.bin", upload_id = "u2" });
        Assert.Equal(["complete 0/r/artifacts/model.bin u1 1=a 2=b", "abort 0/r/artifacts/model.bin u2"], store.Calls);
    }

    [Theory]
    [InlineData("create/0/%2e%2e/%2e%2e/etc", "x")]
    [InlineData("create/0/r", "..")]
    [InlineData("create/0/r", "..\\x")]
    [InlineData("create/0/r", "a%2f..%2f..%2fx")]
    public async Task No_part_goes_out_of_the_root(string call, string file)
    {
        PartStore store = new();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { OpenArtifacts = _ => store });
        using HttpResponseMessage answer = await server.Client.PostAsJsonAsync(Place + call, new { path = file, num_parts = 1 });
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Empty(store.Calls);
    }

    [Fact]
    public async Task A_store_without_parts_and_a_limit_of_size_say_that_files_are_to_be_sent_whole()
    {
        await using ApiServer plain = await ApiServer.StartAsync();
        await using ApiServer limited = await ApiServer.StartAsync(options => options with { OpenArtifacts = _ => new PartStore(), MaxArtifactSize = 10 });
        foreach (ApiServer server in new[] { plain, limited })
        {
            using HttpResponseMessage answer = await server.Client.PostAsJsonAsync(Place + "create/0/r", new { path = "x", num_parts = 1 });
            Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        }
    }

    private static async Task<JsonElement> PostAsync(ApiServer server, string call, object body)
    {
        using HttpResponseMessage answer = await server.Client.PostAsJsonAsync(Place + call, body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private sealed class PartStore : IArtifactStore, IMultipartUploads
    {
        public List<string> Calls { get; } = [];

        public string Uri => "s3://bucket/root";

        public Task<MultipartUpload> BeginUploadAsync(string path, int parts, CancellationToken cancellationToken = default) => Task.FromResult(
            new MultipartUpload("u1", [.. Enumerable.Range(1, parts).Select(part => new Uri($"https://store.example/{path}?part={part}"))]));

        public Task CompleteUploadAsync(string path, string uploadId, IReadOnlyDictionary<int, string> tags, CancellationToken cancellationToken = default)
        {
            Calls.Add($"complete {path} {uploadId} {string.Join(' ', tags.OrderBy(tag => tag.Key).Select(tag => $"{tag.Key}={tag.Value}"))}");
            return Task.CompletedTask;
        }

        public Task AbortUploadAsync(string path, string uploadId, CancellationToken cancellationToken = default)
        {
            Calls.Add($"abort {path} {uploadId}");
            return Task.CompletedTask;
        }

        public Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
