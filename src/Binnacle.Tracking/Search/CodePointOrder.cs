namespace Binnacle.Tracking;

/// <summary>Orders texts by code point, as databases and Python do; UTF-16 order differs beyond the basic plane.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        int shared = x.AsSpan().CommonPrefixLength(y);
        if (shared == x.Length || shared == y.Length)
            return x.Length - y.Length;
        (char left, char right) = (x[shared], y[shared]);
        bool leftHigh = char.IsSurrogate(left), rightHigh = char.IsSurrogate(right);
        return leftHigh != rightHigh ? (leftHigh ? 1 : -1) : left - right;
    }
}
