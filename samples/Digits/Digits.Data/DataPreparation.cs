using Digits.Data.Idx;

namespace Digits.Data;

/// <summary>Makes the processed data set from the raw one, and the raw one when there is none.</summary>
/// <param name="rawFolder">The folder of the raw files.</param>
/// <param name="processedFolder">The folder of the processed set.</param>
/// <param name="progress">Told after each step; null for nobody.</param>
public sealed class DataPreparation(string rawFolder, string processedFolder, IProgress<PreparationProgress>? progress = null)
{
    /// <summary>Images that are drawn for training when there is no raw data set.</summary>
    public const int TrainCount = 6000;

    /// <summary>Images that are drawn for testing.</summary>
    public const int TestCount = 1000;

    private const ulong Seed = 1;
    private const int BatchInferCount = 20;

    /// <summary>Draws the raw data set if none of its files is there.</summary>
    /// <returns>Whether it was drawn.</returns>
    public bool DrawIfAbsent()
    {
        if (!RawDataSet.IsAbsent(rawFolder))
            return false;

        int painted = 0;
        void Painted(int count) => Report("drawing digits", Interlocked.Add(ref painted, count), TrainCount + TestCount);
        DigitSet train = DigitArtist.Draw(Seed, 0, TrainCount, Painted);
        DigitSet test = DigitArtist.Draw(Seed, 1, TestCount, Painted);
        RawDataSet.Save(rawFolder, train, test);
        return true;
    }

    /// <summary>Checks the raw files, and writes the processed set unless it is up to date.</summary>
    /// <remarks>
    /// Data files bear their content's hash in their names, and the manifest, written last, names them: until then, and
    /// when anything fails, the set that was there before stands.
    /// </remarks>
    /// <returns>The manifest, and whether the set was written now.</returns>
    /// <exception cref="DataException">A raw file is missing, damaged or foreign.</exception>
    public (DataManifest Manifest, bool Written) Process()
    {
        Report("preparing", 0, 4);
        var raw = RawDataSet.Load(rawFolder);
        Report("preparing", 1, 4);
        var normalization = ImageNormalization.Of(raw.Train.Images);
        var content = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var manifest = new DataManifest(
            normalization.Mean,
            normalization.Deviation,
            Normalize("train", raw.Train, normalization, content),
            Normalize("test", raw.Test, normalization, content),
            raw.Sources);

        Report("preparing", 2, 4);
        bool written = Write(manifest, content);
        Report("preparing", 4, 4);
        return (manifest, written);
    }

    /// <summary>Puts the first test images into a folder for batch inference, unless it has IDX files.</summary>
    /// <returns>The file, or null when the folder had some.</returns>
    public string? WriteBatchInferImages(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.idx*").Any())
            return null;

        DigitSet test = RawDataSet.Load(rawFolder).Test;
        int count = Math.Min(BatchInferCount, test.Count);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "digits.idx3-ubyte.gz");
        byte[] pixels = test.Images[..(count * DigitSet.PixelsPerImage)];
        IdxWriter.WritePacked(path, new IdxArray(IdxType.UnsignedByte, [count, DigitSet.Side, DigitSet.Side], pixels));
        return path;
    }

    private static SplitManifest Normalize(
        string name, DigitSet set, ImageNormalization normalization, Dictionary<string, byte[]> content)
    {
        byte[] floats = ProcessedDataSet.ToBigEndian(normalization.Apply(set.Images));
        byte[] images = IdxWriter.Format(new IdxArray(IdxType.Float, [set.Count, DigitSet.Side, DigitSet.Side], floats));
        byte[] labels = IdxWriter.Format(RawDataSet.Labels(set));
        int[] classes = [.. Enumerable.Range(0, DigitSet.Classes).Select(digit => set.Labels.Count(label => label == digit))];
        return new(set.Count, classes, Named($"{name}-images", "idx3-float", images), Named($"{name}-labels", "idx1-ubyte", labels));

        DataFile Named(string stem, string ending, byte[] bytes)
        {
            string hash = RawDataSet.Hash(bytes);
            string file = $"{stem}-{hash[..8]}.{ending}";
            content[file] = bytes;
            return new DataFile(file, hash);
        }
    }

    private bool Write(DataManifest manifest, Dictionary<string, byte[]> content)
    {
        Directory.CreateDirectory(processedFolder);
        string manifestPath = Path.Combine(processedFolder, DataManifest.FileName);
        byte[] json = manifest.ToJson();
        if (File.Exists(manifestPath) && File.ReadAllBytes(manifestPath).AsSpan().SequenceEqual(json)
            && ProcessedDataSet.IsWhole(processedFolder, manifest))
            return false;

        DataManifest? before = File.Exists(manifestPath) ? TryLoad() : null;
        foreach (var (file, bytes) in content)
            AtomicFile.Write(Path.Combine(processedFolder, file), bytes);
        AtomicFile.Write(manifestPath, json);
        foreach (DataFile old in before?.Files.Where(file => !content.ContainsKey(file.File)) ?? [])
            File.Delete(Path.Combine(processedFolder, Path.GetFileName(old.File)));
        return true;
    }

    private DataManifest? TryLoad()
    {
        try
        {
            return DataManifest.Load(processedFolder);
        }
        catch (DataException)
        {
            return null;
        }
    }

    private void Report(string step, int done, int total) => progress?.Report(new(step, done, total));
}
