using System.Buffers.Binary;
using System.IO.Compression;

namespace Binnacle.EndToEnd.Tests;

/// <summary>Cuts a raw data set to its first images, in MNIST's own form.</summary>
internal static class RawDigits
{
    private const int PixelsPerImage = 28 * 28;
    private const int ImagesHeader = 16;
    private const int LabelsHeader = 8;

    /// <summary>Writes the first images of the set in <paramref name="from"/> as a set of its own.</summary>
    public static void Cut(string from, string to, int train, int test)
    {
        Directory.CreateDirectory(to);
        foreach (var (name, count) in (ReadOnlySpan<(string, int)>)[("train", train), ("t10k", test)])
        {
            CutFile(from, to, $"{name}-images-idx3-ubyte.gz", count, ImagesHeader, PixelsPerImage);
            CutFile(from, to, $"{name}-labels-idx1-ubyte.gz", count, LabelsHeader, 1);
        }
    }

    private static void CutFile(string from, string to, string name, int count, int header, int itemSize)
    {
        byte[] content = new byte[header + (count * itemSize)];
        using (GZipStream packed = new(File.OpenRead(Path.Combine(from, name)), CompressionMode.Decompress))
            packed.ReadExactly(content);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), count);
        using GZipStream cut = new(File.Create(Path.Combine(to, name)), CompressionLevel.Fastest);
        cut.Write(content);
    }
}
