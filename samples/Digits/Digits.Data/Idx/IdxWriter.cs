using System.Buffers.Binary;

namespace Digits.Data.Idx;

/// <summary>Writes IDX files.</summary>
public static class IdxWriter
{
    /// <summary>The bytes of an IDX file.</summary>
    public static byte[] Format(IdxArray array)
    {
        int start = 4 + 4 * array.Shape.Count;
        byte[] content = new byte[start + array.Bytes.Length];
        content[2] = (byte)array.Type;
        content[3] = (byte)array.Shape.Count;
        for (int dimension = 0; dimension < array.Shape.Count; dimension++)
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4 + 4 * dimension), array.Shape[dimension]);
        array.Bytes.CopyTo(content, start);
        return content;
    }

    /// <summary>Writes a file packed with gzip: whole, or not at all.</summary>
    public static void WritePacked(string path, IdxArray array) =>
        AtomicFile.Write(path, GzipFile.Pack(Format(array)));
}
