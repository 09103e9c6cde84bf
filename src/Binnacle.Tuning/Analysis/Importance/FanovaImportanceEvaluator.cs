namespace Binnacle.Tuning;

/// <summary>Functional analysis of variance: the share of a random forest's variance over the search space that a parameter explains alone.</summary>
/// <remarks>After Hutter, Hoos and Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance" (2014). Explores best with random trials.</remarks>
public sealed class FanovaImportanceEvaluator : IImportanceEvaluator
{
    private readonly ForestOptions _options;

    /// <param name="options">The forest; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public FanovaImportanceEvaluator(ForestOptions? options = null) => _options = (options ?? new ForestOptions()).Checked();

    /// <inheritdoc/>
    /// <exception cref="TuningException">All trials have the same value, so that there is nothing to explain.</exception>
    public IReadOnlyList<double> Evaluate(ImportanceSample sample)
    {
        EncodedSpace space = EncodedSpace.Of(sample.Space);
        RegressionTree[] forest = RandomForest.Grow(
            space.Encode(sample.Values), [.. sample.Targets], _options.Trees, _options.MaximumDepth, _options.Seed);
        double[]?[] shares = new double[]?[forest.Length];
        Parallel.For(0, forest.Length, index => shares[index] = Shares(forest[index], space));
        double[][] known = [.. shares.OfType<double[]>()];
        if (known.Length == 0)
            throw new TuningException("All complete trials have the same value; there is nothing that parameters could explain.");
        return [.. sample.Space.Select((_, parameter) => known.Average(share => share[parameter]))];
    }

    // For each parameter its share of the tree's variance; null when the tree has none.
    private static double[]? Shares(RegressionTree tree, EncodedSpace space)
    {
        TreePartition partition = new(tree, space);
        double variance = partition.Variance;
        return variance > 0 ? [.. space.Columns.Select(columns => partition.MarginalVariance(columns.First, columns.Count) / variance)] : null;
    }
}
