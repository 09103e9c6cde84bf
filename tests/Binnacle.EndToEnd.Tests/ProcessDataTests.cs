using System.Security.Cryptography;
using Binnacle.Testing;

namespace Binnacle.EndToEnd.Tests;

/// <summary>The program <c>ProcessData</c>, from raw files to the processed set.</summary>
public sealed class ProcessDataTests(DigitsData data)
{
    [Fact]
    public void Without_raw_files_a_data_set_is_drawn_and_processed()
    {
        Assert.Contains("drew 6000 training and 1000 test images", data.Drawing.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data.DrawnFolder, "data", "processed", "manifest.json")));
        Assert.Equal(
            ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"],
            Directory.EnumerateFiles(Path.Combine(data.DrawnFolder, "data", "raw")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Processing_twice_changes_nothing()
    {
        using var folder = WithSmallRawFiles();
        (await SampleProgram.ProcessData.RunAsync(folder.Path)).Succeeded();
        IReadOnlyList<string> first = Describe(folder["data"]);

        Outcome second = await SampleProgram.ProcessData.RunAsync(folder.Path);

        Assert.Contains("is up to date", second.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(first, Describe(folder["data"]));
    }

    [Fact]
    public async Task A_truncated_raw_file_is_named_and_the_last_good_set_stays()
    {
        using var folder = WithSmallRawFiles();
        (await SampleProgram.ProcessData.RunAsync(folder.Path)).Succeeded();
        IReadOnlyList<string> good = Describe(folder["data", "processed"]);
        string images = folder["data", "raw", "train-images-idx3-ubyte.gz"];
        byte[] content = await File.ReadAllBytesAsync(images, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(images, content[..(content.Length / 2)], TestContext.Current.CancellationToken);

        Outcome outcome = await SampleProgram.ProcessData.RunAsync(folder.Path);

        outcome.RefusedWith("train-images-idx3-ubyte.gz");
        Assert.Equal(good, Describe(folder["data", "processed"]));
    }

    [Theory]
    [InlineData("t10k-labels-idx1-ubyte.gz", "no IDX file at all")]
    [InlineData("train-labels-idx1-ubyte.gz", "")]
    public async Task A_foreign_raw_file_is_named_and_the_last_good_set_stays(string name, string content)
    {
        using var folder = WithSmallRawFiles();
        (await SampleProgram.ProcessData.RunAsync(folder.Path)).Succeeded();
        IReadOnlyList<string> good = Describe(folder["data", "processed"]);
        folder.Write(Path.Combine("data", "raw", name), content);

        Outcome outcome = await SampleProgram.ProcessData.RunAsync(folder.Path);

        outcome.RefusedWith(name);
        Assert.Equal(good, Describe(folder["data", "processed"]));
    }

    [Fact]
    public async Task A_missing_raw_file_is_named_rather_than_drawn()
    {
        using var folder = WithSmallRawFiles();
        File.Delete(folder["data", "raw", "t10k-images-idx3-ubyte.gz"]);

        Outcome outcome = await SampleProgram.ProcessData.RunAsync(folder.Path);

        outcome.RefusedWith("t10k-images-idx3-ubyte.gz");
    }

    private TemporaryFolder WithSmallRawFiles()
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data", "raw"]);
        foreach (string file in Directory.EnumerateFiles(data.SmallRaw))
            File.Copy(file, folder["data", "raw", Path.GetFileName(file)]);
        return folder;
    }

    /// <summary>Names, times of writing and contents of all files below a folder.</summary>
    private static IReadOnlyList<string> Describe(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
