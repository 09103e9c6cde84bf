using System.Buffers.Binary;

namespace Digits.Data.Idx;

/// <summary>Reads IDX files, the form of MNIST; packed with gzip or not.</summary>
public static class IdxReader
{
    private const int MostDimensions = 4;

    /// <summary>Reads and checks a whole file.</summary>
    /// <param name="path">The file; gzip is recognised by its content.</param>
    /// <exception cref="DataException">The file is absent, damaged, truncated or no IDX file.</exception>
    public static IdxArray Read(string path)
    {
        try
        {
            return Parse(GzipFile.Unpack(File.ReadAllBytes(path)));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            string message = fault is FileNotFoundException or DirectoryNotFoundException ? "the file does not exist." : fault.Message;
            throw new DataException($"{path}: {message}", fault);
        }
    }

    /// <summary>Reads the unpacked content of a file.</summary>
    /// <exception cref="InvalidDataException">The content is no IDX array, or has another length than it says.</exception>
    public static IdxArray Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4 || content[0] != 0 || content[1] != 0 || content[3] is 0 or > MostDimensions)
            throw new InvalidDataException($"not an IDX file: expected a magic number 00 00 TT DD, found {Hex(content)}.");

        var type = (IdxType)content[2];
        if (type is not (IdxType.UnsignedByte or IdxType.Float))
            throw new InvalidDataException($"expected elements of type 08 (bytes) or 0D (floats), found {content[2]:X2}.");

        int start = 4 + 4 * content[3];
        if (content.Length < start)
            throw new InvalidDataException($"truncated: the head has {start} bytes, the file {content.Length}.");

        int[] shape = new int[content[3]];
        Int128 length = type == IdxType.Float ? 4 : 1;
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            shape[dimension] = BinaryPrimitives.ReadInt32BigEndian(content[(4 + 4 * dimension)..]);
            length *= shape[dimension] < 0
                ? throw new InvalidDataException($"dimension {dimension + 1} has the negative size {shape[dimension]}.")
                : shape[dimension];
        }

        return content.Length - start == length
            ? new IdxArray(type, shape, content[start..].ToArray())
            : throw new InvalidDataException(Difference(shape, length, content.Length - start));
    }

    private static string Difference(int[] shape, Int128 expected, int found) =>
        $"{(found < expected ? "truncated" : "longer than its head says")}: {string.Join(" x ", shape)} elements take "
        + $"{expected} bytes, found {found}.";

    private static string Hex(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "an empty file" : Convert.ToHexString(content[..Math.Min(4, content.Length)]);
}
