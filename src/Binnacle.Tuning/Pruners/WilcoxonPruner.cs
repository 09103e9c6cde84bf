using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Stops a trial that is significantly worse than the best one on the same steps, by Wilcoxon's signed-rank test.</summary>
/// <remarks>Made for objectives that are means over problem instances: each step is one instance.</remarks>
public sealed class WilcoxonPruner : IPruner
{
    private readonly double _threshold;
    private readonly int _startupSteps;

    /// <param name="threshold">The p-value below which a trial is stopped, from 0 to 1.</param>
    /// <param name="startupSteps">Nothing is stopped before so many steps are compared.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public WilcoxonPruner(double threshold = 0.1, int startupSteps = 2)
    {
        if (!(threshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A p-value lies from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(startupSteps);
        (_threshold, _startupSteps) = (threshold, startupSteps);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        bool maximize = study.Direction == StudyDirection.Maximize;
        if (!IsUsable(trial) || !study.TryGetBestTrial(out FrozenTrial? best) || !IsUsable(best))
            return false;
        double[] differences = [.. trial.IntermediateValues
            .Where(item => best.IntermediateValues.ContainsKey(item.Key))
            .Select(item => item.Value - best.IntermediateValues[item.Key])];
        if (differences.Length < Math.Max(2, _startupSteps))
            return false;
        double mean = Mean(trial), bestMean = Mean(best);
        return SignedRankTest.PValue(differences, greater: !maximize) < _threshold && (maximize ? mean < bestMean : mean > bestMean);
    }

    private static bool IsUsable(FrozenTrial trial) =>
        !trial.IntermediateValues.IsEmpty && trial.IntermediateValues.Values.All(double.IsFinite);

    private static double Mean(FrozenTrial trial) =>
        PairwiseSum.Of([.. trial.IntermediateValues.Values]) / trial.IntermediateValues.Count;
}
