using System.Security.Cryptography;

namespace Binnacle.Tracking.S3.Tests;

public sealed class S3ArtifactStoreTests(S3Server server) : IClassFixture<S3Server>
{
    private S3ArtifactStore Open() => new($"s3://runs/{Guid.NewGuid():N}/artifacts", server.Client);

    [Fact]
    public async Task A_text_comes_back_as_it_was_written()
    {
        S3ArtifactStore store = Open();
        await store.WriteTextAsync("notes/größe 1.txt", "größer");
        Assert.Equal("größer", await store.ReadTextAsync("notes/größe 1.txt"));
    }

    [Fact]
    public async Task A_file_of_several_parts_comes_back_whole_from_a_stream_of_unknown_length()
    {
        S3ArtifactStore store = Open();
        byte[] bytes = RandomNumberGenerator.GetBytes((20 << 20) + 17);
        await store.WriteAsync("model.bin", new ForwardStream(bytes));
        await using Stream content = await store.OpenReadAsync("model.bin");
        Assert.Equal(bytes.Length, content.Length);
        Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(content));
    }

    [Fact]
    public async Task A_reader_that_skips_gets_the_bytes_from_there()
    {
        S3ArtifactStore store = Open();
        byte[] bytes = RandomNumberGenerator.GetBytes(100_000);
        await store.WriteAsync("data.bin", new MemoryStream(bytes));
        await using Stream content = await store.OpenReadAsync("data.bin");
        content.Position = 99_000;
        byte[] end = new byte[1000];
        await content.ReadExactlyAsync(end);
        Assert.Equal(bytes[99_000..], end);
        content.Seek(-5, SeekOrigin.End);
        Assert.Equal(5, await content.ReadAsync(end));
    }

    [Fact]
    public async Task A_folder_lists_what_is_directly_in_it()
    {
        S3ArtifactStore store = Open();
        foreach (string path in new[] { "a.txt", "plots/one.png", "plots/deep/two.png" })
            await store.WriteTextAsync(path, "x");
        Assert.Equal([new("a.txt", false, 1), new("plots", true, null)], await store.ListAsync());
        Assert.Equal([new("plots/deep", true, null), new("plots/one.png", false, 1)], await store.ListAsync("plots"));
        Assert.Empty(await store.ListAsync("a.txt"));
        Assert.Empty(await store.ListAsync("none"));
    }

    [Fact]
    public async Task More_than_a_page_of_files_is_listed_whole()
    {
        S3ArtifactStore store = new($"s3://runs/{Guid.NewGuid():N}", server.Client) { PageSize = 10 };
        foreach (int i in Enumerable.Range(0, 25))
            await store.WriteTextAsync($"many/{i:d2}", "x");
        Assert.Equal(25, (await store.ListAsync("many")).Count);
    }

    [Fact]
    public async Task Deleting_takes_a_file_or_a_folder_and_nothing_beside_it()
    {
        S3ArtifactStore store = Open();
        foreach (string path in new[] { "a", "ab", "dir/x", "dir/y/z", "dirt" })
            await store.WriteTextAsync(path, "x");
        await store.DeleteAsync("a");
        await store.DeleteAsync("dir");
        Assert.Equal(["ab", "dirt"], (await store.ListFilesAsync()).Select(file => file.Path));
    }

    [Fact]
    public async Task What_is_not_there_is_told_so()
    {
        S3ArtifactStore store = Open();
        foreach (Func<Task> use in new Func<Task>[] { () => store.OpenReadAsync("none"), () => store.DeleteAsync("none") })
        {
            TrackingException error = await Assert.ThrowsAsync<TrackingException>(use);
            Assert.Equal(ErrorCodes.ResourceDoesNotExist, error.ErrorCode);
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        S3ArtifactStore store = new("s3://no-such-bucket/x", server.Client);
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => store.WriteTextAsync("a", "x"));
        Assert.Contains("no-such-bucket", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../other/secret")]
    [InlineData("/a")]
    [InlineData("a//b")]
    public async Task A_path_that_leads_out_is_refused(string path) =>
        await Assert.ThrowsAsync<TrackingException>(() => Open().OpenReadAsync(path));

    /// <summary>Bytes that can only be read once, from the start, as those of a request.</summary>
    private sealed class ForwardStream(byte[] bytes) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int length = Math.Min(Math.Min(count, 10_000), bytes.Length - _position);
            Array.Copy(bytes, _position, buffer, offset, length);
            _position += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
