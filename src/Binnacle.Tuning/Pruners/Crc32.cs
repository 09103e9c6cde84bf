using System.Text;

namespace Binnacle.Tuning;

/// <summary>The checksum by which Hyperband spreads trials over brackets.</summary>
internal static class Crc32
{
    /// <summary>The CRC-32 (as in zip) of the text in UTF-8.</summary>
    public static uint Of(string text)
    {
        uint crc = uint.MaxValue;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~crc;
    }
}
