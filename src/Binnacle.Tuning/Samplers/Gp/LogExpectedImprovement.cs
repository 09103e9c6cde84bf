using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning.Gp;

/// <summary>The logarithm of how much the function is expected to exceed a threshold.</summary>
/// <remarks>S. Ament et al., "Unexpected Improvements to Expected Improvement" (2023).</remarks>
internal sealed class LogExpectedImprovement(GaussianProcess process, double threshold) : Acquisition
{
    private const double FarBelow = -25;

    public override double At(double[] point, double[] gradient)
    {
        var (mean, deviation, ofMean, ofDeviation) = Posterior(process, point, gradient.Length > 0);
        double z = (mean - threshold) / deviation;
        var (log, slope) = LogImprovement(z);
        for (int d = 0; d < gradient.Length; d++)
            gradient[d] += (slope * (ofMean[d] - z * ofDeviation[d]) + ofDeviation[d]) / deviation;
        return log + Math.Log(deviation);
    }

    // log of pdf(z) + z cdf(z), and its derivative cdf(z) over that; far below by the series of the tail.
    private static (double Log, double Slope) LogImprovement(double z)
    {
        if (z >= FarBelow)
        {
            double below = 0.5 * Libm.Erfc(-z / Math.Sqrt(2)), improvement = z * below + Math.Exp(TruncatedNormal.LogDensity(z));
            return (Math.Log(improvement), below / improvement);
        }

        double square = 1 / (z * z);
        double ofTail = 1 - square * (1 - square * (3 - 15 * square)), ofImprovement = 1 - square * (3 - square * (15 - 105 * square));
        return (TruncatedNormal.LogDensity(z) - 2 * Math.Log(-z) + Math.Log(ofImprovement), -z * ofTail / ofImprovement);
    }
}
