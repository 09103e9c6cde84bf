using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Tuning;

public sealed partial class Study
{
    /// <summary>The system attribute that holds a trial's constraint values.</summary>
    internal const string ConstraintsKey = FrozenTrial.ConstraintsKey;

    /// <summary>The best complete trial. One that violates constraints is taken only over feasible ones when it would be chosen anyway.</summary>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    /// <exception cref="TuningException">No trial is complete (and feasible) yet.</exception>
    public FrozenTrial BestTrial => TryGetBestTrial(out FrozenTrial? best)
        ? best
        : throw new TuningException($"No trial of study '{Name}' is complete (and feasible) yet.");

    /// <summary>The value of <see cref="BestTrial"/>.</summary>
    public double BestValue => BestTrial.Value!.Value;

    /// <summary>The parameters of <see cref="BestTrial"/>.</summary>
    public IReadOnlyDictionary<string, object?> BestParams => BestTrial.Params;

    /// <summary>The complete trials that no other is better than in one objective without being worse in another, in the order of their numbers.</summary>
    /// <remarks>When any trial has constraints, infeasible trials and those without constraints are left out.</remarks>
    public IReadOnlyList<FrozenTrial> BestTrials
    {
        get
        {
            IReadOnlyList<FrozenTrial> trials = Trials;
            bool constrained = trials.Any(trial => trial.Constraints is not null);
            FrozenTrial[] candidates =
                [.. trials.Where(trial => trial.State == TrialState.Complete && (!constrained || IsFeasible(trial, whenUnknown: false)))];
            bool[] front = ParetoFront.Of([.. candidates.Select(trial => Losses(trial.Values!))]);
            return [.. candidates.Where((_, index) => front[index])];
        }
    }

    /// <summary>As <see cref="BestTrial"/>; false when there is none yet.</summary>
    internal bool TryGetBestTrial([NotNullWhen(true)] out FrozenTrial? best)
    {
        IReadOnlyList<FrozenTrial> trials = Trials;
        best = Best(trials, Direction, _ => true);
        if (best is not null && !IsFeasible(best, whenUnknown: true))
            best = Best(trials, Direction, trial => IsFeasible(trial, whenUnknown: false));
        return best is not null;
    }

    /// <summary>The values as losses: maximised objectives negated.</summary>
    internal double[] Losses(IReadOnlyList<double> values)
    {
        double[] losses = new double[values.Count];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = Directions[i] == StudyDirection.Maximize ? -values[i] : values[i];
        return losses;
    }

    private static FrozenTrial? Best(IReadOnlyList<FrozenTrial> trials, StudyDirection direction, Func<FrozenTrial, bool> accept)
    {
        FrozenTrial? best = null;
        foreach (FrozenTrial trial in trials)
        {
            if (trial.State == TrialState.Complete && accept(trial)
                && (best is null || (direction == StudyDirection.Maximize ? trial.Value > best.Value : trial.Value < best.Value)))
            {
                best = trial;
            }
        }

        return best;
    }

    internal static bool IsFeasible(FrozenTrial trial, bool whenUnknown) =>
        trial.Constraints is { } constraints ? constraints.All(constraint => constraint <= 0) : whenUnknown;
}
