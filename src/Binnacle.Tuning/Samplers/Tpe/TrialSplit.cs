using System.Runtime.CompilerServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>The finished trials of a study, split into the good and the bad.</summary>
internal sealed class TrialSplit
{
    private readonly Lazy<double[]?> _weights;

    public TrialSplit(TpeHistory history, int[] good, TpeOptions options)
    {
        Good = good;
        Bad = Others(history.Finished, good);
        _weights = new(() => history.Study.Directions.Length > 1 ? MultiObjectiveSplit.Weights(good, history, options.Constraints) : null);
    }

    /// <summary>The numbers of the good trials, ascending.</summary>
    public int[] Good { get; }

    /// <summary>The numbers of the other finished trials, ascending.</summary>
    public int[] Bad { get; }

    /// <summary>What each good trial weighs; null where that is the options' matter.</summary>
    public double[]? GoodWeights => _weights.Value;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Others(IReadOnlyList<int> finished, int[] good)
    {
        int[] others = new int[finished.Count - good.Length];
        int next = 0, place = 0;
        foreach (int number in finished)
        {
            if (next < good.Length && good[next] == number)
                next++;
            else
                others[place++] = number;
        }

        return others;
    }
}
