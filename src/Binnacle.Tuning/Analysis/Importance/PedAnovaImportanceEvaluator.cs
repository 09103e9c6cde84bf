namespace Binnacle.Tuning;

/// <summary>PED-ANOVA: how much a parameter's density among the best trials differs from that among all. Deterministic and fast.</summary>
/// <remarks>After Watanabe, Bansal and Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces" (2023).</remarks>
public sealed class PedAnovaImportanceEvaluator : IImportanceEvaluator
{
    private const int FewestTopTrials = 2;
    private const double LeastDensity = 1e-12;

    private readonly double _targetQuantile;
    private readonly double _regionQuantile;
    private readonly bool _evaluateOnLocal;

    /// <param name="targetQuantile">The share of the best trials; importances are those for getting among them.</param>
    /// <param name="regionQuantile">The share of trials they are compared with; 1 for all.</param>
    /// <param name="evaluateOnLocal">Compare with where trials were; false to compare with the whole search space evenly.</param>
    /// <exception cref="ArgumentException">Not 0 &lt; target quantile &lt; region quantile ≤ 1.</exception>
    public PedAnovaImportanceEvaluator(double targetQuantile = 0.1, double regionQuantile = 1.0, bool evaluateOnLocal = true)
    {
        if (!(0 < targetQuantile && targetQuantile < regionQuantile && regionQuantile <= 1))
            throw new ArgumentException($"expected 0 < target quantile < region quantile <= 1, found {targetQuantile} and {regionQuantile}.");
        (_targetQuantile, _regionQuantile, _evaluateOnLocal) = (targetQuantile, regionQuantile, evaluateOnLocal);
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Evaluate(ImportanceSample sample)
    {
        if (sample.Targets.Count <= FewestTopTrials)
            return new double[sample.Space.Count];
        double[] losses = [.. sample.Targets.Select(target => sample.LowerIsBetter ? target : -target)];
        int[] top = Best(losses, _targetQuantile), region = Best(losses, _regionQuantile);
        double share = (double)top.Length / region.Length;
        return [.. sample.Space.Select((item, index) => share * share * Divergence(
            item.Value, Pick(sample.Values, index, top), Pick(sample.Values, index, region)))];
    }

    // The trials up to the quantile, ties at its end included.
    private static int[] Best(double[] losses, double quantile)
    {
        double[] sorted = [.. losses.Order()];
        double limit = Math.Max(sorted[FewestTopTrials - 1], sorted[(int)Math.Ceiling(quantile * losses.Length) - 1]);
        return [.. Enumerable.Range(0, losses.Length).Where(index => quantile == 1 || losses[index] <= limit)];
    }

    private static double[] Pick(IReadOnlyList<double[]> values, int parameter, int[] trials) => [.. trials.Select(trial => values[trial][parameter])];

    // Pearson's divergence between both densities.
    private double Divergence(Distribution distribution, double[] top, double[] region)
    {
        double[] ofTop = ScottDensity.Of(distribution, top);
        double[]? ofRegion = _evaluateOnLocal ? ScottDensity.Of(distribution, region) : null;
        double divergence = 0;
        for (int i = 0; i < ofTop.Length; i++)
        {
            double density = ofRegion is null ? 1.0 / ofTop.Length : ofRegion[i] + LeastDensity;
            double excess = (ofTop[i] + LeastDensity) / density - 1;
            divergence += density * (excess * excess);
        }

        return divergence;
    }
}
