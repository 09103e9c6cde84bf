namespace Digits.Data.Idx;

/// <summary>The types of IDX elements that are used here; the value is the type's code in the file.</summary>
public enum IdxType : byte
{
    /// <summary>Unsigned bytes: pixels and labels.</summary>
    UnsignedByte = 0x08,

    /// <summary>32-bit floats, the high byte first: normalised pixels.</summary>
    Float = 0x0D,
}
