namespace Binnacle.Tracking.S3;

/// <summary>How large the parts of an upload are, so that the 10,000 that S3 allows suffice.</summary>
/// <param name="length">Bytes in all, where they are known: all parts are of one size then, which some stores demand. Null: unknown.</param>
/// <remarks>Of unknown length, the size doubles every 2,000 parts: about 16 GiB in parts of 8 MiB, 484 GiB at most.</remarks>
internal sealed class PartSizes(long? length)
{
    public const int Smallest = 8 << 20;
    public const int MostParts = 10_000;
    private const int PartsOfOneSize = 2_000;
    private const long MiB = 1 << 20;

    /// <summary>Bytes of a part; the first has the number 1.</summary>
    /// <exception cref="TrackingException">There would be too many parts.</exception>
    public int Of(int number)
    {
        if (number > MostParts)
            throw TooMany();
        return length is { } whole ? Equal(whole) : Smallest << ((number - 1) / PartsOfOneSize);
    }

    public static TrackingException TooMany() =>
        new(ErrorCodes.InvalidParameterValue, "A file whose length is not told before may have 484 GiB in S3; this one is longer.");

    private static int Equal(long whole)
    {
        long size = Math.Max(Smallest, (whole + MostParts - 1) / MostParts);
        return checked((int)((size + MiB - 1) / MiB * MiB));
    }
}
