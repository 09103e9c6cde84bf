using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

public sealed partial class Study
{
    /// <summary>The hypervolume that the trials up to each complete trial dominate, in the order of their numbers.</summary>
    /// <param name="referencePoint">The worst values that count, one for each objective; null for a tenth beyond the worst values found.</param>
    /// <remarks>Infeasible trials, and trials beyond the reference point, add nothing. Values may be infinite only beyond it.</remarks>
    /// <exception cref="TuningException">The study has one objective only.</exception>
    /// <exception cref="ArgumentException">The reference point has not one number for each objective, or one is not finite.</exception>
    public IReadOnlyList<HypervolumePoint> GetHypervolumeHistory(IReadOnlyList<double>? referencePoint = null)
    {
        if (Directions.Length < 2)
            throw new TuningException($"Study '{Name}' has one objective; a hypervolume needs at least two.");
        FrozenTrial[] complete = [.. Trials.Where(trial => trial.State == TrialState.Complete)];
        double[] reference = ReferencePoint(referencePoint, complete);
        List<HypervolumePoint> history = [];
        List<double[]> front = [];
        double volume = 0;
        foreach (FrozenTrial trial in complete)
        {
            double[] losses = Losses(trial.Values!);
            if (IsFeasible(trial, whenUnknown: true) && IsWithin(losses, reference) && !front.Exists(best => IsWithin(best, losses)))
            {
                volume += Hypervolume.Box(losses, reference)
                    - Hypervolume.Of([.. front.Select(best => Hypervolume.Worse(best, losses))], reference);
                front.RemoveAll(best => IsWithin(losses, best));
                front.Add(losses);
            }

            history.Add(new HypervolumePoint(trial.Number, volume));
        }

        return history;
    }

    private double[] ReferencePoint(IReadOnlyList<double>? given, FrozenTrial[] complete)
    {
        if (given is not null)
        {
            return given.Count == Directions.Length && given.All(double.IsFinite)
                ? Losses(given)
                : throw new ArgumentException($"expected {Directions.Length} finite numbers, one for each objective, found {PythonJson.Write(given)}.", nameof(given));
        }

        double[][] finite = [.. complete.Where(trial => trial.Values!.All(double.IsFinite)).Select(trial => Losses(trial.Values!))];
        return finite.Length == 0 ? new double[Directions.Length] : MultiObjectiveSplit.ReferencePoint(finite);
    }

    private static bool IsWithin(double[] point, double[] limit)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (!(point[i] <= limit[i]))
                return false;
        }

        return true;
    }
}
