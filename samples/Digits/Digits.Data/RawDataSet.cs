using System.Security.Cryptography;
using Digits.Data.Idx;

namespace Digits.Data;

/// <summary>The raw data set: MNIST's four files, checked.</summary>
/// <param name="Train">The training images.</param>
/// <param name="Test">The test images.</param>
/// <param name="Sources">The files, with the SHA-256 of their unpacked content.</param>
public sealed record RawDataSet(DigitSet Train, DigitSet Test, IReadOnlyList<DataFile> Sources)
{
    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Whether none of the four files is in the folder, packed or not.</summary>
    public static bool IsAbsent(string folder) => Names.All(name => Find(folder, name) is null);

    /// <summary>Reads and checks the four files.</summary>
    /// <exception cref="DataException">A file is missing, damaged or foreign, or the files do not belong together.</exception>
    public static RawDataSet Load(string folder)
    {
        string[] paths = [.. Names.Select(name => Find(folder, name) ?? throw Missing(folder, name))];
        IdxArray[] arrays = [.. paths.Select(IdxReader.Read)];
        return new(
            Join(paths[0], arrays[0], paths[1], arrays[1]),
            Join(paths[2], arrays[2], paths[3], arrays[3]),
            [.. paths.Zip(arrays, (path, array) => new DataFile(Path.GetFileName(path), Hash(IdxWriter.Format(array))))]);
    }

    /// <summary>Writes the four files, packed, under MNIST's names; the folder is made when missing.</summary>
    public static void Save(string folder, DigitSet train, DigitSet test)
    {
        Directory.CreateDirectory(folder);
        IdxArray[] arrays = [Images(train), Labels(train), Images(test), Labels(test)];
        foreach (var (name, array) in Names.Zip(arrays))
            IdxWriter.WritePacked(Path.Combine(folder, name + ".gz"), array);
    }

    internal static IdxArray Images(DigitSet set) =>
        new(IdxType.UnsignedByte, [set.Count, DigitSet.Side, DigitSet.Side], set.Images);

    internal static IdxArray Labels(DigitSet set) => new(IdxType.UnsignedByte, [set.Count], set.Labels);

    internal static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string? Find(string folder, string name) =>
        new[] { name + ".gz", name }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    private static DataException Missing(string folder, string name) => new(
        $"{Path.Combine(folder, name + ".gz")}: the file is missing, but others of the data set are there. "
        + "Add it, or empty the folder to have a data set drawn.");

    private static DigitSet Join(string imagesPath, IdxArray images, string labelsPath, IdxArray labels)
    {
        if (images.Type != IdxType.UnsignedByte || images.Shape is not [_, DigitSet.Side, DigitSet.Side])
            throw new DataException($"{imagesPath}: expected byte images of 28 x 28, found {Describe(images)}.");
        if (labels.Type != IdxType.UnsignedByte || labels.Shape.Count != 1)
            throw new DataException($"{labelsPath}: expected byte labels in one dimension, found {Describe(labels)}.");
        if (images.Shape[0] == 0)
            throw new DataException($"{imagesPath}: expected images, found none.");
        if (images.Shape[0] != labels.Shape[0])
            throw new DataException($"{labelsPath}: expected {images.Shape[0]} labels, one for each image, found {labels.Shape[0]}.");

        int wrong = labels.Bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(DigitSet.Classes - 1));
        if (wrong >= 0)
            throw new DataException($"{labelsPath}: expected labels from 0 to 9, found {labels.Bytes[wrong]} for image {wrong}.");
        return new DigitSet(images.Bytes, labels.Bytes);
    }

    private static string Describe(IdxArray array) =>
        $"{(array.Type == IdxType.Float ? "floats" : "bytes")} of {string.Join(" x ", array.Shape)}";
}
