using System.Runtime.InteropServices;
using System.Text;

namespace Binnacle.Tuning.Sql;

/// <summary>Texts that occur again and again in rows, each made of its UTF-8 bytes once. Used by one thread at a time.</summary>
internal sealed class TextPool
{
    private const int Slots = 256;

    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[Slots];

    /// <summary>The text of the bytes; a text that takes another one's slot takes its place.</summary>
    public string Of(ReadOnlySpan<byte> bytes)
    {
        ref (byte[] Bytes, string Text) slot = ref _slots[SlotOf(bytes)];
        if (slot.Text is null || !bytes.SequenceEqual(slot.Bytes))
            slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        return slot.Text;
    }

    // Texts of one kind differ in their middle (numbers of ranges) or at their ends (names).
    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        uint hash = (uint)bytes.Length;
        foreach (uint word in MemoryMarshal.Cast<byte, uint>(bytes))
            hash = (hash ^ word) * 0x9E3779B1;
        foreach (byte one in bytes[(bytes.Length / sizeof(uint) * sizeof(uint))..])
            hash = (hash ^ one) * 0x9E3779B1;
        return (int)(hash >> 24);
    }
}
