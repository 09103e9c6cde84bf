using Binnacle.Tuning.LinearAlgebra;
using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Qmc;

namespace Binnacle.Tuning.Gp;

/// <summary>Looks for the point of the largest acquisition: quasi-random points first, then from the best of them uphill.</summary>
/// <param name="acquisition">What is wanted.</param>
/// <param name="space">The parameters.</param>
/// <param name="lengths">The kernel's length scales, which make steps in all coordinates alike.</param>
/// <param name="random">Chooses where to begin.</param>
internal sealed class AcquisitionSearch(Acquisition acquisition, GpSpace space, double[] lengths, RandomState random)
{
    private const int Candidates = 2048;
    private const int Starts = 10;
    private const int MaxRounds = 100;
    private const int ExhaustiveUpTo = 16;
    private const double Tolerance = 1e-2;

    /// <summary>The best point found.</summary>
    /// <param name="known">Good points to begin from besides, fewer than ten.</param>
    public double[] Run(IReadOnlyList<double[]> known)
    {
        SobolSequence sequence = new(space.Dimensions, (uint)random.Integer(0, int.MaxValue));
        double[][] candidates = [.. Enumerable.Range(0, Candidates).Select(i => space.Round(sequence.Point(i)))];
        double[] worths = [.. candidates.Select(acquisition.At)];
        var (best, most) = ((double[])[], double.NegativeInfinity);
        foreach (double[] start in BeginAt(candidates, worths, Starts - known.Count).Concat(known))
        {
            var (point, worth) = Climb([.. start]);
            if (best.Length == 0 || worth > most)
                (best, most) = (point, worth);
        }

        return best;
    }

    // The best candidate, and others drawn by their worth.
    private IEnumerable<double[]> BeginAt(double[][] candidates, double[] worths, int count)
    {
        int largest = ArgMax.Of(worths);
        double[] probabilities = [.. worths.Select((worth, i) => i == largest ? 0 : Math.Exp(worth - worths[largest]))];
        double sum = probabilities.Sum();
        int others = Math.Min(count - 1, probabilities.Count(probability => probability / sum > 0));
        int[] drawn = others > 0 ? random.ChoiceWithoutReplacement(probabilities, others) : [];
        return drawn.Prepend(largest).Select(index => candidates[index]);
    }

    // Turns between all continuous coordinates together and each discrete one, until none changes.
    private (double[] Point, double Worth) Climb(double[] point)
    {
        double worth = acquisition.At(point);
        for (int round = 0; round < MaxRounds; round++)
        {
            bool changed = ClimbContinuous(point, ref worth);
            foreach (int d in space.Discrete)
                changed |= space.IsCategorical[d] || space.Count(d) <= ExhaustiveUpTo ? TryAll(point, d, ref worth) : Walk(point, d, ref worth);
            if (!changed || space.Discrete.Length == 0)
                break;
        }

        return (point, worth);
    }

    private bool ClimbContinuous(double[] point, ref double worth)
    {
        int[] axes = space.Continuous;
        if (axes.Length == 0)
            return false;
        double[] trial = [.. point], gradient = new double[point.Length];
        double Loss(double[] scaled, double[] slopes)
        {
            for (int k = 0; k < axes.Length; k++)
                trial[axes[k]] = scaled[k] * lengths[axes[k]];
            Array.Clear(gradient);
            double at = acquisition.At(trial, gradient);
            for (int k = 0; k < axes.Length; k++)
                slopes[k] = -gradient[axes[k]] * lengths[axes[k]];
            return -at;
        }

        double[] high = [.. axes.Select(d => 1 / lengths[d])];
        var (found, loss) = BoundedBfgs.Minimize(Loss, [.. axes.Select(d => point[d] / lengths[d])], new double[axes.Length], high, Tolerance);
        if (!(-loss > worth))
            return false;
        for (int k = 0; k < axes.Length; k++)
            point[axes[k]] = Math.Clamp(found[k] * lengths[axes[k]], 0, 1);
        worth = -loss;
        return true;
    }

    private bool TryAll(double[] point, int d, ref double worth)
    {
        bool changed = false;
        for (long k = 0; k < space.Count(d); k++)
            changed |= TryMove(point, d, k, ref worth);
        return changed;
    }

    // Steps that double while they help, and halve when they do not.
    private bool Walk(double[] point, int d, ref double worth)
    {
        long last = space.Count(d) - 1, at = space.IndexOf(d, point[d]);
        bool changed = false;
        for (long step = Math.Max(last / 4, 1); step >= 1;)
        {
            long before = at;
            foreach (long next in (long[])[Math.Min(at + step, last), Math.Max(at - step, 0)])
            {
                if (next != at && TryMove(point, d, next, ref worth))
                    at = next;
            }

            changed |= at != before;
            step = at != before ? Math.Min(2 * step, Math.Max(last / 4, 1)) : step / 2;
        }

        return changed;
    }

    private bool TryMove(double[] point, int d, long index, ref double worth)
    {
        double before = point[d];
        point[d] = space.PlaceOf(d, index);
        double at = point[d] == before ? double.NegativeInfinity : acquisition.At(point);
        if (at > worth)
        {
            worth = at;
            return true;
        }

        point[d] = before;
        return false;
    }
}
