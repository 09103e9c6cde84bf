using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Regression trees, each grown on samples drawn with replacement (Breiman 2001), as scikit-learn's RandomForestRegressor.</summary>
internal static class RandomForest
{
    /// <summary>The trees. They depend on the seed, not on how many processors grow them.</summary>
    public static RegressionTree[] Grow(float[][] columns, double[] targets, int count, int maximumDepth, uint seed)
    {
        RandomState seeds = new(seed);
        uint[] treeSeeds = [.. Enumerable.Range(0, count).Select(_ => seeds.NextWord())];
        var trees = new RegressionTree[count];
        Parallel.For(0, count, index =>
        {
            RandomState random = new(treeSeeds[index]);
            int[] weights = new int[targets.Length];
            for (int i = 0; i < weights.Length; i++)
                weights[random.Choice(weights.Length)]++;
            trees[index] = RegressionTree.Grow(columns, targets, weights, maximumDepth, random);
        });
        return trees;
    }
}
