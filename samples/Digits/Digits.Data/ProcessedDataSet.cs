using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Digits.Data.Idx;

namespace Digits.Data;

/// <summary>The processed data set, ready for training.</summary>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Manifest">Counts, mean, deviation and hashes.</param>
public sealed record ProcessedDataSet(ProcessedSplit Train, ProcessedSplit Test, DataManifest Manifest)
{
    internal const string Remedy = "Make it with: dotnet run --project samples/Digits/ProcessData";

    /// <summary>How images must be normalised that a model of this set is to see.</summary>
    public ImageNormalization Normalization => new(Manifest.Mean, Manifest.Deviation);

    /// <summary>Loads the set in a folder and checks it against its manifest.</summary>
    /// <param name="folder">The folder with <c>manifest.json</c>.</param>
    /// <exception cref="DataException">There is no set, or it is damaged; the message says which command makes it.</exception>
    public static ProcessedDataSet Load(string folder)
    {
        var manifest = DataManifest.Load(folder);
        return new(LoadSplit(folder, manifest.Train), LoadSplit(folder, manifest.Test), manifest);
    }

    internal static bool IsWhole(string folder, DataManifest manifest) => manifest.Files.All(file =>
        Path.Combine(folder, file.File) is var path && File.Exists(path) && RawDataSet.Hash(File.ReadAllBytes(path)) == file.Sha256);

    internal static byte[] ToBigEndian(float[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        Swap(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<byte, int>(bytes.AsSpan()));
        return bytes;
    }

    private static ProcessedSplit LoadSplit(string folder, SplitManifest split)
    {
        IdxArray images = LoadFile(folder, split.Images);
        IdxArray labels = LoadFile(folder, split.Labels);
        float[] pixels = new float[images.Bytes.Length / sizeof(float)];
        Swap(MemoryMarshal.Cast<byte, int>(images.Bytes.AsSpan()), MemoryMarshal.Cast<float, int>(pixels.AsSpan()));
        return new ProcessedSplit(pixels, labels.Bytes);
    }

    private static IdxArray LoadFile(string folder, DataFile file)
    {
        string path = Path.Combine(folder, file.File);
        try
        {
            byte[] content = File.ReadAllBytes(path);
            return RawDataSet.Hash(content) == file.Sha256
                ? IdxReader.Parse(content)
                : throw new InvalidDataException("its SHA-256 is another than the manifest says.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataException($"{path}: the processed data set is damaged: {fault.Message} {Remedy}", fault);
        }
    }

    /// <summary>IDX stores the high byte first.</summary>
    private static void Swap(ReadOnlySpan<int> from, Span<int> to)
    {
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(from, to);
        else
            from.CopyTo(to);
    }
}
