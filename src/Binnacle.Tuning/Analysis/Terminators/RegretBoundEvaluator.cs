using Binnacle.Tuning.Gp;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Qmc;
using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>An upper bound of how far the best value may lie from the optimum, by a Gaussian process over the better trials.</summary>
/// <remarks>
/// After Makarova et al., "Automatic Termination for Hyperparameter Optimization" (2022): the largest upper confidence bound over the
/// search space minus the largest lower one over the trials, with a confidence that grows with the number of trials.
/// </remarks>
public sealed class RegretBoundEvaluator : IImprovementEvaluator
{
    private const int Candidates = 2048;
    private const double Delta = 0.1;

    // The scaling of Srinivas et al. (2010), which the paper follows.
    private const double BetaDivisor = 5;

    private readonly double _topShare;
    private readonly int _minimumTrials;
    private readonly RandomState _random;

    /// <param name="topShare">The share of the best trials that the process is fitted to, above 0 and up to 1.</param>
    /// <param name="minimumTrials">It is fitted to so many at least.</param>
    /// <param name="seed">Same seed, same bounds; null for the system's entropy.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public RegretBoundEvaluator(double topShare = 0.5, int minimumTrials = 20, uint? seed = null)
    {
        if (!(topShare is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(topShare), topShare, "A share is above 0 and up to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumTrials, 1);
        (_topShare, _minimumTrials, _random) = (topShare, minimumTrials, new RandomState(seed));
    }

    /// <inheritdoc/>
    /// <exception cref="TuningException">No trial is complete, or the complete trials have no parameter in common.</exception>
    public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction)
    {
        FrozenTrial[] complete = [.. trials.Where(trial => trial.State == TrialState.Complete)];
        if (complete.Length == 0)
            throw new TuningException("No trial is complete yet, so that a regret cannot be bounded.");
        CommonSearchSpace common = new();
        foreach (FrozenTrial trial in complete)
            common.Add(trial);
        if (common.Intersection.Count == 0)
            throw new TuningException("The complete trials have no varying parameter in common, so that a regret cannot be bounded.");

        GpSpace space = new(common.Intersection);
        double sign = direction == StudyDirection.Maximize ? 1 : -1;
        FrozenTrial[] top = Top(complete, trial => sign * trial.Value!.Value);
        double[][] points = [.. top.Select(trial => space.Point(name => trial.FindParameter(name)?.InternalValue)!)];
        Standardized scores = Standardized.Of([.. top.Select(trial => new[] { sign * trial.Value!.Value })]);
        GaussianProcess process = KernelFit.Fit(points, scores.Columns[0], space.IsCategorical, isDeterministic: false, start: null);
        return Bound(process, space, points) * scores.Deviations[0];
    }

    private FrozenTrial[] Top(FrozenTrial[] trials, Func<FrozenTrial, double> score)
    {
        int count = Math.Min(Math.Max((int)(trials.Length * _topShare), _minimumTrials), trials.Length);
        double limit = trials.Select(score).OrderDescending().ElementAt(count - 1);
        return [.. trials.Where(trial => score(trial) >= limit)];
    }

    private double Bound(GaussianProcess process, GpSpace space, double[][] points)
    {
        double n = points.Length;
        double beta = 2 * Math.Log(space.Dimensions * (n * n) * (Math.PI * Math.PI) / 6 / Delta) / BetaDivisor;
        double upper = double.NegativeInfinity, lower = double.NegativeInfinity;
        foreach (double[] point in points)
        {
            var (mean, width) = At(process, point, beta);
            (upper, lower) = (Math.Max(upper, mean + width), Math.Max(lower, mean - width));
        }

        SobolSequence sequence = new(space.Dimensions, (uint)_random.Integer(0, int.MaxValue));
        for (int i = 0; i < Candidates; i++)
        {
            var (mean, width) = At(process, space.Round(sequence.Point(i)), beta);
            upper = Math.Max(upper, mean + width);
        }

        return upper - lower;
    }

    private static (double Mean, double Width) At(GaussianProcess process, double[] point, double beta)
    {
        var (mean, variance) = process.At(point);
        return (mean, Math.Sqrt(beta * Math.Max(variance, 0)));
    }
}
