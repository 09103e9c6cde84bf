namespace Binnacle.Tracking.S3.Tests;

public sealed class PartSizesTests
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000L * PartSizes.Smallest)]
    [InlineData((10_000L * PartSizes.Smallest) + 1)]
    [InlineData(5L << 40)]
    public void Parts_of_a_known_length_are_of_one_size_and_suffice(long length)
    {
        PartSizes sizes = new(length);
        Assert.True((long)sizes.Of(1) * PartSizes.MostParts >= length);
        Assert.InRange(sizes.Of(1), PartSizes.Smallest, Math.Max(PartSizes.Smallest, (length / PartSizes.MostParts) + (1 << 20)));
        Assert.Equal(sizes.Of(1), sizes.Of(PartSizes.MostParts));
    }

    [Fact]
    public void Parts_of_an_unknown_length_grow_so_that_they_hold_484_GiB()
    {
        PartSizes sizes = new(null);
        Assert.Equal(PartSizes.Smallest, sizes.Of(2_000));
        Assert.Equal(2 * PartSizes.Smallest, sizes.Of(2_001));
        long whole = Enumerable.Range(1, PartSizes.MostParts).Sum(number => (long)sizes.Of(number));
        Assert.InRange(whole, 484 * GiB, 485 * GiB);
        Assert.Contains("484 GiB", Assert.Throws<TrackingException>(() => sizes.Of(PartSizes.MostParts + 1)).Message, StringComparison.Ordinal);
    }
}
