using Binnacle.Server.Ui.Charts;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Ui;

/// <summary>What a line chart is given of a long series.</summary>
public sealed class MetricSeriesTests
{
    private static readonly SeriesRequest Whole = new("step", null, null, 0);

    [Fact]
    public void A_part_is_sampled_by_itself_so_that_a_zoom_shows_more()
    {
        Metric[] points = Series(10_000, step => Math.Sin(step));
        ChartSeries whole = MetricSeries.Of("r", points, Whole with { Points = 100 });
        ChartSeries part = MetricSeries.Of("r", points, Whole with { From = 500, To = 540, Points = 100 });
        Assert.Equal((10_000, 100), (whole.Total, whole.Steps.Count));
        Assert.Equal((43, 499, 541), (part.Total, part.Steps[0], part.Steps[^1]));
        Assert.Equal(43, part.Steps.Count);
    }

    [Theory]
    [InlineData("time", 1010.0, 1020.0)]
    [InlineData("relative", 0.010, 0.020)]
    public void A_range_counts_what_the_axis_counts(string axis, double from, double to)
    {
        ChartSeries part = MetricSeries.Of("r", Series(100, step => step), new SeriesRequest(axis, from, to, 0));
        Assert.Equal((9, 21), (part.Steps[0], part.Steps[^1]));
    }

    [Fact]
    public void A_range_beyond_the_points_is_empty() =>
        Assert.Empty(MetricSeries.Of("r", Series(10, step => step), Whole with { From = 50, To = 60 }).Steps);

    [Fact]
    public void Smoothing_averages_all_points_and_keeps_the_spike_beside_it()
    {
        Metric[] points = Series(5000, step => step == 2500 ? 1000 : 1);
        ChartSeries series = MetricSeries.Of("r", points, Whole with { Smoothing = 0.9, Points = 200 });
        Assert.Contains(1000, series.Values);
        Assert.Equal(1, series.Smoothed![0]);
        Assert.InRange(series.Smoothed.Max()!.Value, 50, 101);
    }

    [Fact]
    public void What_is_no_finite_number_is_a_gap_and_counted()
    {
        ChartSeries series = MetricSeries.Of("r", Series(4, step => step switch { 1 => double.NaN, 2 => double.PositiveInfinity, _ => step }), Whole with { Smoothing = 0.5 });
        Assert.Equal([0, null, null, 3], series.Values);
        Assert.Equal(2, series.NotFinite);
        Assert.Null(series.Smoothed![1]);
        Assert.NotNull(series.Smoothed[3]);
    }

    private static Metric[] Series(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(step => new Metric("m", value(step), 1000 + step, step))];
}
