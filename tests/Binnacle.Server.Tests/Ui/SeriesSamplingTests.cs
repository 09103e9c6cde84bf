using Binnacle.Server.Ui.Charts;
using Binnacle.Tracking;
using CsCheck;

namespace Binnacle.Server.Tests.Ui;

public sealed class SeriesSamplingTests
{
    [Fact]
    public void A_short_series_stays_as_it_is()
    {
        Metric[] points = Series([1, 2, 3]);
        Assert.Same(points, SeriesSampling.KeepExtremes(points, 4));
    }

    [Fact]
    public void The_extremes_the_ends_and_the_order_are_kept_within_the_limit() =>
        Gen.Select(Gen.Double[-1e6, 1e6].Array[5, 400], Gen.Int[4, 50]).Sample((values, limit) =>
        {
            Metric[] points = Series(values);
            IReadOnlyList<Metric> kept = SeriesSampling.KeepExtremes(points, limit);
            Assert.True(kept.Count <= Math.Max(limit, points.Length < limit ? points.Length : limit));
            Assert.Equal(values.Max(), kept.Max(point => point.Value));
            Assert.Equal(values.Min(), kept.Min(point => point.Value));
            Assert.Equal(points[0], kept[0]);
            Assert.Equal(points[^1], kept[^1]);
            Assert.Equal(kept.Select(point => point.Step).Distinct().Order(), kept.Select(point => point.Step));
        });

    [Fact]
    public void A_spike_beside_NaN_is_kept()
    {
        double[] values = [.. Enumerable.Repeat(double.NaN, 1000)];
        values[500] = 7;
        Assert.Contains(SeriesSampling.KeepExtremes(Series(values), 20), point => point.Value == 7);
    }

    private static Metric[] Series(double[] values) => [.. values.Select((value, step) => new Metric("m", value, step, step))];
}
