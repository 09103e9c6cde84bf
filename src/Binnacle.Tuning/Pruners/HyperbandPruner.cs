using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>Hyperband: trials are spread over brackets, each a successive halving that begins at another budget.</summary>
/// <remarks>A trial's bracket follows from the study's name and its number, so that every worker agrees.</remarks>
public sealed class HyperbandPruner : IPruner
{
    private readonly int _minimumResource;
    private readonly int _reductionFactor;
    private readonly int _bootstrapCount;
    private SuccessiveHalvingPruner[] _brackets = [];
    private long[] _budgets = [];

    /// <param name="minimumResource">The step of the first rung of the first bracket.</param>
    /// <param name="maximumResource">The number of steps of a whole trial; null to take it from the first complete trials.</param>
    /// <param name="reductionFactor">One of so many trials goes on at a rung.</param>
    /// <param name="bootstrapCount">A rung promotes nobody before it has more trials than this.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a bootstrap is combined with an automatic resource.</exception>
    public HyperbandPruner(int minimumResource = 1, int? maximumResource = null, int reductionFactor = 3, int bootstrapCount = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumResource, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumResource ?? minimumResource, minimumResource, nameof(maximumResource));
        ArgumentOutOfRangeException.ThrowIfLessThan(reductionFactor, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(bootstrapCount);
        if (bootstrapCount > 0 && maximumResource is null)
            throw new ArgumentException("A bootstrap needs a given maximum resource.", nameof(bootstrapCount));
        (_minimumResource, _reductionFactor, _bootstrapCount) = (minimumResource, reductionFactor, bootstrapCount);
        if (maximumResource is { } maximum)
            MakeBrackets(maximum);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        IReadOnlyList<FrozenTrial> trials = study.Trials;
        if (_brackets.Length == 0
            && trials.Where(other => other.State == TrialState.Complete).Max(other => other.LastStep) is { } longest)
        {
            MakeBrackets(longest + 1);
        }

        if (_brackets.Length == 0)
            return false;
        int bracket = BracketOf(study.Name, trial.Number);
        FrozenTrial[] rivals = [.. trials.Where(other => BracketOf(study.Name, other.Number) == bracket)];
        return _brackets[bracket].ShouldPrune(study, trial, rivals);
    }

    private void MakeBrackets(int maximumResource)
    {
        int count = (int)Math.Floor(Math.Log((double)maximumResource / _minimumResource) / Math.Log(_reductionFactor)) + 1;
        _budgets = new long[count];
        var brackets = new SuccessiveHalvingPruner[count];
        for (int i = 0; i < count; i++)
        {
            int rounds = count - 1 - i;
            _budgets[i] = (long)Math.Ceiling(count * Math.Pow(_reductionFactor, rounds) / (rounds + 1));
            brackets[i] = new SuccessiveHalvingPruner(_minimumResource, _reductionFactor, i, _bootstrapCount);
        }

        _brackets = brackets;
    }

    private int BracketOf(string study, int number)
    {
        long place = Crc32.Of(string.Create(CultureInfo.InvariantCulture, $"{study}_{number}")) % _budgets.Sum();
        int bracket = 0;
        while ((place -= _budgets[bracket]) >= 0)
            bracket++;
        return bracket;
    }
}
