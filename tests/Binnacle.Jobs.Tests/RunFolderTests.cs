using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

public sealed class RunFolderTests
{
    [Fact]
    public async Task Runs_that_begin_together_get_folders_of_their_own()
    {
        using var folder = new TemporaryFolder();
        string wanted = folder["outputs", "12-00-00"];

        string[] made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => RunFolder.CreateExclusive(wanted))));

        Assert.Equal(16, made.Distinct().Count());
        Assert.All(made, path => Assert.True(Directory.Exists(path)));
        Assert.Contains(wanted, made);
        Assert.Empty(Directory.GetFiles(folder["outputs"]));
    }

    [Fact]
    public void A_folder_that_exists_is_left_to_its_owner()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a"]);

        Assert.Equal(folder["a_1"], RunFolder.CreateExclusive(folder["a"]));
        Assert.Equal(folder["a"], RunFolder.CreateOrReuse(folder["a"]));
    }
}
