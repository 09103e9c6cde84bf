using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>NSGA-III's choice of parents: whole fronts, and of the last one those near reference points that have few neighbours.</summary>
internal sealed class NicheSelection(NsgaOptions options, double[][]? referencePoints, int dividingParameter, RandomState random)
{
    private double[][]? _points = referencePoints;

    public List<FrozenTrial> Select(Study study, List<FrozenTrial> population)
    {
        List<FrozenTrial> elite = [];
        foreach (List<FrozenTrial> front in Fronts.Of(study, population, options.Constraints is not null))
        {
            if (elite.Count + front.Count < options.PopulationSize)
            {
                elite.AddRange(front);
                continue;
            }

            double[][] points = ReferencePoints(study.Directions.Length);
            double[][] objectives = ObjectiveScale.Normalise([.. elite.Concat(front).Select(trial => trial.Values!.ToArray())]);
            var nearest = objectives.Select(values => Nearest(values, points)).ToArray();
            elite.AddRange(PickNiches(front, elite.Count, nearest));
            break;
        }

        return elite;
    }

    private double[][] ReferencePoints(int objectives)
    {
        _points ??= [.. Multisets(objectives, dividingParameter, 0).Select(members => Count(members, objectives))];
        return _points[0].Length == objectives
            ? _points
            : throw new TuningException($"NSGA-III: expected reference points of {objectives} numbers, one for each objective, found {_points[0].Length}.");
    }

    private static IEnumerable<int[]> Multisets(int kinds, int size, int from) => size == 0
        ? [[]]
        : Enumerable.Range(from, kinds - from).SelectMany(kind => Multisets(kinds, size - 1, kind).Select(rest => (int[])[kind, .. rest]));

    private static double[] Count(int[] members, int kinds)
    {
        double[] counts = new double[kinds];
        foreach (int member in members)
            counts[member]++;
        return counts;
    }

    // The reference line that passes nearest.
    private static (int Point, double Distance) Nearest(double[] values, double[][] points)
    {
        int best = 0;
        double smallest = double.PositiveInfinity;
        for (int p = 0; p < points.Length; p++)
        {
            double length = Math.Sqrt(points[p].Sum(coordinate => coordinate * coordinate));
            double inverse = 1 / (length * length), square = 0;
            for (int m = 0; m < values.Length; m++)
            {
                double foot = 0;
                for (int i = 0; i < values.Length; i++)
                    foot += values[i] * points[p][i] * inverse * points[p][m];
                square += (values[m] - foot) * (values[m] - foot);
            }

            if (Math.Sqrt(square) < smallest)
                (best, smallest) = (p, Math.Sqrt(square));
        }

        return (best, smallest);
    }

    private List<FrozenTrial> PickNiches(List<FrozenTrial> front, int eliteCount, (int Point, double Distance)[] nearest)
    {
        OrderedDictionary<int, List<(double Distance, int Index)>> niches = [];
        for (int i = 0; i < front.Count; i++)
        {
            var (point, distance) = nearest[eliteCount + i];
            if (!niches.TryGetValue(point, out var niche))
                niches.Add(point, niche = []);
            niche.Add((distance, i));
        }

        // Reference points by how many neighbours they have in the elite.
        Dictionary<int, List<int>> byNeighbours = [];
        List<int> With(int neighbours) => byNeighbours.TryGetValue(neighbours, out List<int>? list) ? list : byNeighbours[neighbours] = [];
        foreach (int point in niches.Keys)
            With(nearest.Take(eliteCount).Count(item => item.Point == point)).Add(point);

        List<FrozenTrial> picked = [];
        HashSet<int> shuffled = [];
        int count = -1;
        while (picked.Count < options.PopulationSize - eliteCount)
        {
            if (With(count).Count == 0)
            {
                count++;
                random.Shuffle(With(count));
                continue;
            }

            int point = With(count)[^1];
            With(count).RemoveAt(With(count).Count - 1);
            var niche = niches[point];
            if (count > 0 && shuffled.Add(point))
                random.Shuffle(niche);
            else if (count == 0)
                niche.Sort((left, right) => right.CompareTo(left));
            picked.Add(front[niche[^1].Index]);
            niche.RemoveAt(niche.Count - 1);
            if (niche.Count > 0)
                With(count + 1).Add(point);
        }

        return picked;
    }
}
