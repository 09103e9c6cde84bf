namespace Binnacle.Tuning.Tpe;

/// <summary>Which trials are good when there are several objectives, and how much each of them weighs.</summary>
internal static class MultiObjectiveSplit
{
    private const double Smallest = 1e-12;

    /// <summary>The numbers of the best trials: whole ranks, and of the next rank those that dominate most volume together.</summary>
    public static int[] Best(double[][] losses, int[] numbers, int count)
    {
        if (count == 0)
            return [];
        if (count == numbers.Length)
            return numbers;
        int[] ranks = NonDomination.Ranks(losses, count);
        int rank = 0;
        List<int> best = [];
        for (; best.Count < count; rank++)
        {
            int[] members = [.. Enumerable.Range(0, ranks.Length).Where(index => ranks[index] == rank)];
            if (best.Count + members.Length <= count)
            {
                best.AddRange(members);
                continue;
            }

            double[][] front = [.. members.Select(index => losses[index])];
            int[] selected = HypervolumeSubset.Select(front, count - best.Count, ReferencePoint(front));
            best.AddRange(selected.Select(place => members[place]));
        }

        return [.. best.Select(index => numbers[index])];
    }

    /// <summary>A point a little worse than the worst of <paramref name="losses"/> in each coordinate.</summary>
    public static double[] ReferencePoint(double[][] losses)
    {
        double[] reference = new double[losses[0].Length];
        for (int i = 0; i < reference.Length; i++)
        {
            double worst = losses[0][i];
            foreach (double[] point in losses)
                worst = Math.Max(worst, point[i]);
            reference[i] = Math.Max(1.1 * worst, 0.9 * worst);
            if (reference[i] == 0)
                reference[i] = Smallest;
        }

        return reference;
    }

    /// <summary>The weight of each good trial: the volume that is lost without it, as a share of the largest.</summary>
    public static double[] Weights(int[] numbers, TpeHistory history, Func<FrozenTrial, IReadOnlyList<double>>? constraints)
    {
        bool[] feasible = [.. numbers.Select(number => constraints is null || constraints(history.Trials[number]).All(value => value <= 0))];
        double[] weights = [.. feasible.Select(isFeasible => isFeasible ? 1.0 : Smallest)];
        int[] places = [.. Enumerable.Range(0, numbers.Length).Where(index => feasible[index])];
        if (places.Length <= 1)
            return weights;
        double[][] losses = [.. places.Select(index => history.LossesOf(numbers[index]))];
        if (Contributions(losses) is not { } contributions)
            return weights;
        double largest = Math.Max(contributions.Max(), Smallest);
        for (int i = 0; i < places.Length; i++)
            weights[places[i]] = Math.Max(contributions[i] / largest, Smallest);
        return weights;
    }

    // Null when the volume is infinite.
    private static double[]? Contributions(double[][] losses)
    {
        double[] reference = ReferencePoint(losses);
        bool[] isFront = ParetoFront.Of(losses);
        int[] members = [.. Enumerable.Range(0, losses.Length).Where(index => isFront[index])];
        double[][] front = [.. members.Select(index => losses[index])];
        double volume = Hypervolume.OfFront(front, reference);
        if (double.IsInfinity(volume))
            return null;
        double[] contributions = new double[losses.Length];
        for (int i = 0; i < members.Length; i++)
        {
            double[][] others = [.. front[..i], .. front[(i + 1)..]];
            contributions[members[i]] = reference.Length <= 3
                ? volume - Hypervolume.OfFront(others, reference)
                : Hypervolume.Box(front[i], reference) - Hypervolume.Of([.. others.Select(other => Hypervolume.Worse(front[i], other))], reference);
        }

        return contributions;
    }
}
