using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning.Gp;

/// <summary>The logarithm of the probability that a function exceeds a threshold.</summary>
internal sealed class LogFeasibility(GaussianProcess process, double threshold) : Acquisition
{
    public override double At(double[] point, double[] gradient)
    {
        var (mean, deviation, ofMean, ofDeviation) = Posterior(process, point, gradient.Length > 0);
        double z = (mean - threshold) / deviation, log = TruncatedNormal.LogCdf(z);
        double slope = Math.Exp(TruncatedNormal.LogDensity(z) - log);
        for (int d = 0; d < gradient.Length; d++)
            gradient[d] += slope * (ofMean[d] - z * ofDeviation[d]) / deviation;
        return log;
    }
}
