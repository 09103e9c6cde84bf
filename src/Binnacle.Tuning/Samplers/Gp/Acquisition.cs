namespace Binnacle.Tuning.Gp;

/// <summary>How much a point is worth trying; larger is better.</summary>
internal abstract class Acquisition
{
    protected const double StabilizingNoise = 1e-12;

    /// <summary>The worth of a point.</summary>
    public double At(double[] point) => At(point, []);

    /// <summary>The worth of a point; its gradient is added to <paramref name="gradient"/>, unless that is empty.</summary>
    public abstract double At(double[] point, double[] gradient);

    /// <summary>Mean and standard deviation of a process at a point, and their gradients where wanted.</summary>
    protected static (double Mean, double Deviation, double[] MeanGradient, double[] DeviationGradient) Posterior(
        GaussianProcess process, double[] point, bool withGradient)
    {
        double[] ofMean = withGradient ? new double[point.Length] : [], ofDeviation = withGradient ? new double[point.Length] : [];
        var (mean, variance) = process.At(point, ofMean, ofDeviation);
        double deviation = Math.Sqrt(variance + StabilizingNoise);
        for (int d = 0; d < ofDeviation.Length; d++)
            ofDeviation[d] /= 2 * deviation;
        return (mean, deviation, ofMean, ofDeviation);
    }
}
