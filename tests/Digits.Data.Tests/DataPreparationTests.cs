using Binnacle.Testing;
using Digits.Data.Idx;

namespace Digits.Data.Tests;

public sealed class DataPreparationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Raw => _folder["raw"];

    private string Processed => _folder["processed"];

    private DataPreparation Preparation => new(Raw, Processed);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_drawn_set_has_mnists_files_and_is_ready_for_training()
    {
        Assert.True(Preparation.DrawIfAbsent());
        Assert.Equal(
            ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"],
            Directory.EnumerateFiles(Raw).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(Preparation.DrawIfAbsent());
        var (manifest, written) = Preparation.Process();

        Assert.True(written);
        var set = ProcessedDataSet.Load(Processed);
        Assert.Equal((6000, 1000), (set.Train.Count, set.Test.Count));
        Assert.Equal("89dc75dfafb37ad8976fef5a913833e121b99abc3203622d35fad81fe058fa3a", manifest.Sha256);
        Assert.Equal(Enumerable.Repeat(600, 10), set.Manifest.Train.ClassCounts);
        double mean = set.Train.Images.Average(pixel => (double)pixel);
        double deviation = Math.Sqrt(set.Train.Images.Average(pixel => (double)pixel * pixel));
        Assert.Equal(0, mean, 5);
        Assert.Equal(1, deviation, 5);
    }

    [Fact]
    public void Done_twice_nothing_changes()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        Assert.True(Preparation.Process().Written);
        var before = Snapshot();
        Assert.False(Preparation.Process().Written);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Other_raw_files_replace_the_set_and_leave_no_old_files()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        string first = Preparation.Process().Manifest.Sha256;
        SaveRaw(Set(20, 2), Set(10, 1));
        Assert.NotEqual(first, Preparation.Process().Manifest.Sha256);
        Assert.Equal(20, ProcessedDataSet.Load(Processed).Train.Count);
        Assert.Equal(5, Directory.GetFiles(Processed).Length);
    }

    [Fact]
    public void A_damaged_processed_file_is_named_and_mended()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        var (manifest, _) = Preparation.Process();
        string path = Path.Combine(Processed, manifest.Train.Images.File);
        File.AppendAllText(path, "x");
        string message = Assert.Throws<DataException>(() => ProcessedDataSet.Load(Processed)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("samples/Digits/ProcessData", message, StringComparison.Ordinal);
        Assert.True(Preparation.Process().Written);
        Assert.Equal(30, ProcessedDataSet.Load(Processed).Train.Count);
    }

    [Fact]
    public void A_truncated_raw_file_is_named_and_the_last_good_set_stays()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        Preparation.Process();
        var before = Snapshot();
        string path = Path.Combine(Raw, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..200]);
        string message = Assert.Throws<DataException>(() => Preparation.Process()).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains("truncated", message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Unpacked_raw_files_are_read_too()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        foreach (string path in Directory.GetFiles(Raw))
        {
            File.WriteAllBytes(Path.ChangeExtension(path, null), GzipFile.Unpack(File.ReadAllBytes(path)));
            File.Delete(path);
        }

        Assert.False(Preparation.DrawIfAbsent());
        Assert.Equal(30, Preparation.Process().Manifest.Train.Count);
    }

    [Fact]
    public void Raw_files_that_do_not_belong_together_are_refused()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        File.Copy(Path.Combine(Raw, "t10k-labels-idx1-ubyte.gz"), Path.Combine(Raw, "train-labels-idx1-ubyte.gz"), overwrite: true);
        AssertRefused("train-labels-idx1-ubyte.gz: expected 30 labels, one for each image, found 10.");
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        IdxWriter.WritePacked(Path.Combine(Raw, "train-images-idx3-ubyte.gz"), new(IdxType.UnsignedByte, [1, 32, 32], new byte[1024]));
        AssertRefused("train-images-idx3-ubyte.gz: expected byte images of 28 x 28, found bytes of 1 x 32 x 32.");
    }

    [Fact]
    public void A_label_that_is_no_digit_is_refused()
    {
        SaveRaw(Set(30, 0), Set(10, 1) with { Labels = [0, 1, 2, 3, 10, 5, 6, 7, 8, 9] });
        AssertRefused("t10k-labels-idx1-ubyte.gz: expected labels from 0 to 9, found 10 for image 4.");
    }

    [Fact]
    public void A_missing_raw_file_is_named_rather_than_drawn()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        File.Delete(Path.Combine(Raw, "t10k-images-idx3-ubyte.gz"));
        Assert.False(Preparation.DrawIfAbsent());
        AssertRefused(
            "t10k-images-idx3-ubyte.gz: the file is missing, but others of the data set are there. "
            + "Add it, or empty the folder to have a data set drawn.");
    }

    [Fact]
    public void Without_a_processed_set_the_command_that_makes_it_is_told() => Assert.Equal(
        $"{Path.Combine(Processed, "manifest.json")}: there is no processed data set. "
        + "Make it with: dotnet run --project samples/Digits/ProcessData",
        Assert.Throws<DataException>(() => ProcessedDataSet.Load(Processed)).Message);

    [Fact]
    public void Batch_inference_gets_images_unless_it_has_some()
    {
        SaveRaw(Set(30, 0), Set(10, 1));
        string? path = Preparation.WriteBatchInferImages(_folder["batch"]);
        Assert.NotNull(path);
        Assert.Equal([10, 28, 28], IdxReader.Read(path).Shape);
        Assert.Null(Preparation.WriteBatchInferImages(_folder["batch"]));
    }

    private static DigitSet Set(int count, ulong split) => DigitArtist.Draw(9, split, count);

    private void SaveRaw(DigitSet train, DigitSet test) => RawDataSet.Save(Raw, train, test);

    private void AssertRefused(string message) =>
        Assert.Equal(Path.Combine(Raw, message), Assert.Throws<DataException>(() => Preparation.Process()).Message);

    private List<(string, DateTime, string)> Snapshot() =>
    [
        .. Directory.GetFiles(Processed).Order(StringComparer.Ordinal)
            .Select(path => (path, File.GetLastWriteTimeUtc(path), RawDataSet.Hash(File.ReadAllBytes(path)))),
    ];
}
