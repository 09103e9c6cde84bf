using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Asynchronous successive halving: at each rung of a growing budget only the best share of the trials goes on.</summary>
/// <remarks>Rung k is reached at step <c>minimumResource * reductionFactor^(minimumEarlyStoppingRate + k)</c>; the value there is kept as a system attribute.</remarks>
public sealed class SuccessiveHalvingPruner : IPruner
{
    private readonly int _reductionFactor;
    private readonly int _minimumEarlyStoppingRate;
    private readonly int _bootstrapCount;
    private long? _minimumResource;

    /// <param name="minimumResource">The step of the first rung; null to take a hundredth of the longest complete trial.</param>
    /// <param name="reductionFactor">One of so many trials goes on.</param>
    /// <param name="minimumEarlyStoppingRate">Skip so many rungs.</param>
    /// <param name="bootstrapCount">A rung promotes nobody before it has more trials than this.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a bootstrap is combined with an automatic resource.</exception>
    public SuccessiveHalvingPruner(int? minimumResource = null, int reductionFactor = 4, int minimumEarlyStoppingRate = 0, int bootstrapCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumResource ?? 1, 1, nameof(minimumResource));
        ArgumentOutOfRangeException.ThrowIfLessThan(reductionFactor, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumEarlyStoppingRate);
        ArgumentOutOfRangeException.ThrowIfNegative(bootstrapCount);
        if (bootstrapCount > 0 && minimumResource is null)
            throw new ArgumentException("A bootstrap needs a given minimum resource.", nameof(bootstrapCount));
        (_minimumResource, _reductionFactor) = (minimumResource, reductionFactor);
        (_minimumEarlyStoppingRate, _bootstrapCount) = (minimumEarlyStoppingRate, bootstrapCount);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial) => ShouldPrune(study, trial, study.Trials);

    /// <summary>As <see cref="ShouldPrune(Study, FrozenTrial)"/>, against the given trials only.</summary>
    internal bool ShouldPrune(Study study, FrozenTrial trial, IReadOnlyList<FrozenTrial> trials)
    {
        _minimumResource ??= EstimateResource(trials);
        if (trial.LastStep is not { } step || _minimumResource is not { } resource)
            return false;
        double value = trial.IntermediateValues[step];
        int rung = 0;
        while (trial.SystemAttributes.ContainsKey(Key(rung)))
            rung++;
        for (; step >= resource * Math.Pow(_reductionFactor, _minimumEarlyStoppingRate + rung); rung++)
        {
            if (double.IsNaN(value))
                return true;
            study.Storage.SetTrialSystemAttribute(trial.Id, Key(rung), value);
            double[] rivals = [.. Rivals(trials, Key(rung)), value];
            if (rivals.Length <= _bootstrapCount || !IsPromoted(value, rivals, study.Direction))
                return true;
        }

        return false;
    }

    private static string Key(int rung) => string.Create(CultureInfo.InvariantCulture, $"completed_rung_{rung}");

    private static IEnumerable<double> Rivals(IReadOnlyList<FrozenTrial> trials, string key)
    {
        foreach (FrozenTrial other in trials)
        {
            if (other.SystemAttributes.TryGetValue(key, out object? value))
                yield return Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
    }

    private bool IsPromoted(double value, double[] rivals, StudyDirection direction)
    {
        Array.Sort(rivals);
        int place = Math.Max(rivals.Length / _reductionFactor - 1, 0);
        return direction == StudyDirection.Maximize ? value >= rivals[^(place + 1)] : value <= rivals[place];
    }

    private static long? EstimateResource(IReadOnlyList<FrozenTrial> trials)
    {
        int? longest = trials.Where(trial => trial.State == TrialState.Complete).Max(trial => trial.LastStep);
        return longest is { } step ? Math.Max(step / 100, 1) : null;
    }
}
