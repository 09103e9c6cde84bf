using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Charts;

/// <summary>A part of a metric's points, sampled for a chart.</summary>
internal static class MetricSeries
{
    /// <summary>How many points of a line are shown at most.</summary>
    public const int MostPoints = 2000;

    private const int LeastPoints = 100;

    // Points just outside the range let the line run to the chart's edges.
    private const int Margin = 1;

    /// <param name="run">The run's id.</param>
    /// <param name="ordered">All points by step, then time.</param>
    /// <param name="request">Which part.</param>
    public static ChartSeries Of(string run, IReadOnlyList<Metric> ordered, SeriesRequest request)
    {
        long begin = ordered.Count > 0 ? ordered[0].Timestamp : 0;
        (int first, int count) = Part(ordered, request, begin);
        double[]? smoothed = request.Smoothing > 0 && ordered.Count > 2 ? SeriesSmoothing.Of(ordered, Math.Min(request.Smoothing, 0.999)) : null;
        List<int> kept = SeriesSampling.Kept(ordered, first, count, Math.Clamp(request.Points ?? MostPoints, LeastPoints, MostPoints));
        int notFinite = 0;
        for (int i = first; i < first + count; i++)
            notFinite += double.IsFinite(ordered[i].Value) ? 0 : 1;
        return new ChartSeries(
            run,
            [.. kept.Select(i => ordered[i].Step)],
            [.. kept.Select(i => ordered[i].Timestamp)],
            [.. kept.Select(i => Finite(ordered[i].Value))],
            smoothed is null ? null : [.. kept.Select(i => Finite(smoothed[i]))],
            count,
            notFinite,
            begin);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static (int First, int Count) Part(IReadOnlyList<Metric> points, SeriesRequest request, long begin)
    {
        if (request.From is not { } from || request.To is not { } to)
            return (0, points.Count);
        int first = -1, last = -2;
        for (int i = 0; i < points.Count; i++)
        {
            double place = request.Axis switch
            {
                "time" => points[i].Timestamp,
                "relative" => (points[i].Timestamp - begin) / 1000.0,
                _ => points[i].Step,
            };
            if (place < from || place > to)
                continue;
            first = first < 0 ? i : first;
            last = i;
        }

        if (first < 0)
            return (0, 0);
        first = Math.Max(0, first - Margin);
        return (first, Math.Min(points.Count - 1, last + Margin) - first + 1);
    }
}
