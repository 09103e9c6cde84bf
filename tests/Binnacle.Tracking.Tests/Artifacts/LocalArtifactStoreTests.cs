using System.Text;
using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Artifacts;

public sealed class LocalArtifactStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalArtifactStore _store;

    public LocalArtifactStoreTests() => _store = new LocalArtifactStore(_folder["artifacts"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_written_is_listed_and_read()
    {
        await _store.WriteTextAsync("plots/deep/p.svg", "<svg/>");
        await _store.WriteTextAsync("readme.txt", "é");
        Assert.Equal([new ArtifactInfo("plots", true, null), new ArtifactInfo("readme.txt", false, 2)], await _store.ListAsync());
        Assert.Equal([new ArtifactInfo("plots/deep/p.svg", false, 6)], await _store.ListAsync("plots/deep"));
        Assert.Equal("é", await _store.ReadTextAsync("readme.txt"));
        Assert.Empty(await _store.ListAsync("readme.txt"));
        Assert.Empty(await _store.ListAsync("absent"));
    }

    [Fact]
    public async Task A_folder_is_copied_in_and_out()
    {
        _folder.Write("source/a.txt", "a");
        _folder.Write("source/sub/b.txt", "b");
        await _store.WriteFolderAsync(_folder["source"], "data");
        string copy = await _store.DownloadAsync("data", _folder["copy"]);
        Assert.Equal("b", File.ReadAllText(Path.Combine(copy, "sub", "b.txt")));
        string file = await _store.DownloadAsync("data/a.txt", _folder["one"]);
        Assert.Equal("a", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_broken_copy_leaves_the_old_file()
    {
        await _store.WriteTextAsync("model.bin", "old");
        await Assert.ThrowsAsync<IOException>(() => _store.WriteAsync("model.bin", new FailingStream()));
        Assert.Equal("old", await _store.ReadTextAsync("model.bin"));
        Assert.Single(Directory.GetFileSystemEntries(_store.Folder));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public async Task A_path_that_does_not_name_itself_is_refused(string path)
    {
        await Assert.ThrowsAsync<TrackingException>(() => _store.WriteTextAsync(path, "x"));
        await Assert.ThrowsAsync<TrackingException>(() => _store.OpenReadAsync(path));
        await Assert.ThrowsAsync<TrackingException>(() => _store.ListAsync(path));
        await Assert.ThrowsAsync<TrackingException>(() => _store.DeleteAsync(path));
    }

    [Fact]
    public async Task A_link_does_not_lead_out()
    {
        _folder.Write("outside/secret.txt", "secret");
        Directory.CreateDirectory(_store.Folder);
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(_store.Folder, "link"), _folder["outside"]);
        }
        catch (IOException)
        {
            Requirement.OtherMachine(fits: false, "links cannot be made here");
        }

        await Assert.ThrowsAsync<TrackingException>(() => _store.OpenReadAsync("link/secret.txt"));
        await Assert.ThrowsAsync<TrackingException>(() => _store.WriteTextAsync("link/new.txt", "x"));
        Assert.False(File.Exists(_folder["outside", "new.txt"]));
    }

    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        await _store.WriteTextAsync("a/b.txt", "x");
        await _store.DeleteAsync("a");
        Assert.Empty(await _store.ListAsync());
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => _store.OpenReadAsync("a/b.txt"));
        Assert.Equal((ErrorCodes.ResourceDoesNotExist, "No such artifact: 'a/b.txt'"), (error.ErrorCode, error.Message));
    }

    private sealed class FailingStream : MemoryStream
    {
        public FailingStream()
            : base(Encoding.UTF8.GetBytes("new"))
        {
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The disk is full.");
    }
}
