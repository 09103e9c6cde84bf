using System.Buffers.Binary;
using System.IO.Compression;

namespace Binnacle.Tracking;

/// <summary>Pixels as a PNG file (ISO/IEC 15948), 8 bits a channel.</summary>
public static class PngImage
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcOf((uint)n))];

    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">Row after row, from the top left; the channels of a pixel lie together.</param>
    /// <param name="width">Pixels in a row, above zero.</param>
    /// <param name="height">Rows, above zero.</param>
    /// <param name="channels">1: grey; 2: grey and opacity; 3: red, green, blue; 4: with opacity.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        byte kind = channels switch { 1 => 0, 2 => 4, 3 => 2, 4 => 6, _ => throw new ArgumentException($"{channels} channels: expected 1 to 4.", nameof(channels)) };
        if (width <= 0 || height <= 0 || (long)width * height * channels != pixels.Length)
            throw new ArgumentException($"{pixels.Length} bytes are not {width} x {height} pixels of {channels} channels.", nameof(pixels));

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, kind);
        using MemoryStream file = new();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, width * channels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Each row begins with the kind of its filter: none.</summary>
    private static byte[] Compress(ReadOnlySpan<byte> pixels, int rowLength)
    {
        using MemoryStream data = new();
        using (ZLibStream packed = new(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int start = 0; start < pixels.Length; start += rowLength)
            {
                packed.WriteByte(0);
                packed.Write(pixels.Slice(start, rowLength));
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcOf(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
