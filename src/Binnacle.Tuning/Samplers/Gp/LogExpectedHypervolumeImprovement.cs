using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Qmc;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning.Gp;

/// <summary>The logarithm of how much volume a point is expected to add to what the front dominates, by quasi-Monte Carlo.</summary>
/// <remarks>S. Daulton, M. Balandat, E. Bakshy, "Differentiable Expected Hypervolume Improvement" (2020).</remarks>
internal sealed class LogExpectedHypervolumeImprovement : Acquisition
{
    private const int Samples = 128;
    private const double Smallest = 1e-12;

    private readonly IReadOnlyList<GaussianProcess> _processes;
    private readonly (double[] Low, double[] High)[] _boxes;
    private readonly double[][] _normals;

    /// <param name="processes">One for each objective, of scores: larger is better.</param>
    /// <param name="scores">The scores so far.</param>
    /// <param name="seed">Seeds the samples.</param>
    public LogExpectedHypervolumeImprovement(IReadOnlyList<GaussianProcess> processes, IReadOnlyList<double[]> scores, uint seed)
    {
        _processes = processes;
        double[][] losses = [.. scores.Select(point => point.Select(score => -score).ToArray())];
        bool[] isFront = ParetoFront.Of(losses);
        _boxes = NonDominatedBoxes.Of([.. losses.Where((_, i) => isFront[i])], MultiObjectiveSplit.ReferencePoint(losses));
        SobolSequence sequence = new(processes.Count, seed);
        _normals = [.. Enumerable.Range(0, Samples).Select(i => sequence.Point(i).Select(Normal).ToArray())];
    }

    public override double At(double[] point, double[] gradient)
    {
        var posteriors = _processes.Select(process => Posterior(process, point, gradient.Length > 0)).ToArray();
        int objectives = posteriors.Length;
        double[] losses = new double[objectives], shares = new double[objectives];
        double[] byMean = new double[objectives], byDeviation = new double[objectives];
        double total = 0;
        foreach (double[] normals in _normals)
        {
            for (int m = 0; m < objectives; m++)
                losses[m] = -(posteriors[m].Mean + posteriors[m].Deviation * normals[m]);
            Array.Clear(shares);
            foreach (var (low, high) in _boxes)
                total += Improvement(losses, low, high, shares);
            for (int m = 0; m < objectives; m++)
            {
                byMean[m] += shares[m];
                byDeviation[m] += shares[m] * normals[m];
            }
        }

        for (int d = 0; d < gradient.Length; d++)
        {
            for (int m = 0; m < objectives; m++)
                gradient[d] += (byMean[m] * posteriors[m].MeanGradient[d] + byDeviation[m] * posteriors[m].DeviationGradient[d]) / total;
        }

        return Math.Log(total) - Math.Log(Samples);
    }

    // The part of a box that a point dominates; its derivative by each score is added to the shares.
    private static double Improvement(double[] losses, double[] low, double[] high, double[] shares)
    {
        double volume = 1;
        for (int m = 0; m < losses.Length; m++)
            volume *= Side(losses[m], low[m], high[m]);
        for (int m = 0; m < losses.Length; m++)
        {
            if (losses[m] > low[m] && high[m] - losses[m] > Smallest)
                shares[m] += volume / (high[m] - losses[m]);
        }

        return volume;
    }

    private static double Side(double loss, double low, double high) => Math.Max(high - Math.Max(loss, low), Smallest);

    private static double Normal(double uniform)
    {
        Span<double> log = [Math.Log(Math.Clamp(uniform, 1e-10, 1 - 1e-10))];
        TruncatedNormal.InverseLogCdf(log);
        return log[0];
    }
}
