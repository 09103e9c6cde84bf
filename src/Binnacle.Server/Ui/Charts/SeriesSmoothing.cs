using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Charts;

/// <summary>Exponential moving averages of whole series.</summary>
internal static class SeriesSmoothing
{
    /// <summary>The average at each point, without the pull of the start towards zero; NaN where the point is no finite number.</summary>
    /// <param name="points">The series, in order.</param>
    /// <param name="weight">How much of the average before is kept at each point, from 0 to below 1.</param>
    public static double[] Of(IReadOnlyList<Metric> points, double weight)
    {
        double[] smoothed = new double[points.Count];
        double sum = 0, total = 0;
        for (int i = 0; i < smoothed.Length; i++)
        {
            double value = points[i].Value;
            if (!double.IsFinite(value))
            {
                smoothed[i] = double.NaN;
                continue;
            }

            sum = (sum * weight) + (value * (1 - weight));
            total = (total * weight) + (1 - weight);
            smoothed[i] = sum / total;
        }

        return smoothed;
    }
}
