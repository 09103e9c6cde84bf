using System.Buffers.Binary;
using System.IO.Compression;

namespace Digits.Data.Idx;

/// <summary>Packs and unpacks whole gzip files.</summary>
internal static class GzipFile
{
    private const int HeadLength = 10;
    private const int TailLength = 8;

    /// <summary>The unpacked content; content that is not packed comes back as it is.</summary>
    /// <exception cref="InvalidDataException">The packed content is damaged or truncated.</exception>
    public static byte[] Unpack(byte[] content)
    {
        if (content is not [0x1F, 0x8B, ..])
            return content;
        if (content.Length < HeadLength + TailLength)
            throw new InvalidDataException("truncated: the gzip data ends in its head.");

        using var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"damaged or truncated: the gzip data cannot be unpacked ({fault.Message.TrimEnd('.')}).", fault);
        }

        // The stream checks the sum when it meets the tail, but takes a file for whole that ends before it.
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(^4));
        return length == (uint)unpacked.Length
            ? unpacked.ToArray()
            : throw new InvalidDataException($"truncated: gzip tells of {length} bytes, {unpacked.Length} were found.");
    }

    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }
}
