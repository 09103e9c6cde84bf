using System.Text;

namespace Binnacle.Jobs;

/// <summary>Short names for texts: 64-bit FNV-1a, the same in every process and on every machine.</summary>
/// <remarks>Where equal names of different texts do no harm; a cryptographic hash would load OpenSSL at the start of every job.</remarks>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash as 16 hexadecimal digits.</summary>
    public static string Of(string text)
    {
        ulong hash = Offset;
        foreach (byte part in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ part) * Prime;
        return hash.ToString("x16");
    }
}
