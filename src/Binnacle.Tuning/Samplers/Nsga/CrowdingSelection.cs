namespace Binnacle.Tuning;

/// <summary>NSGA-II's choice of parents: whole fronts, and of the last one those that stand farthest apart.</summary>
internal sealed class CrowdingSelection(NsgaOptions options)
{
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

            elite.AddRange(SortByCrowding(front).Take(options.PopulationSize - elite.Count));
            break;
        }

        return elite;
    }

    // The farthest first; the front is sorted once for each objective on the way, which decides between equals.
    private static List<FrozenTrial> SortByCrowding(List<FrozenTrial> front)
    {
        Dictionary<int, double> distances = front.ToDictionary(trial => trial.Number, _ => 0.0);
        for (int objective = 0; objective < front[0].Values!.Count; objective++)
        {
            front = [.. front.OrderBy(trial => trial.Values![objective])];
            double[] values = [double.NegativeInfinity, .. front.Select(trial => trial.Values![objective]), double.PositiveInfinity];
            if (values[1] == values[^2])
                continue;
            double width = values.Last(value => !double.IsPositiveInfinity(value)) - values.First(value => !double.IsNegativeInfinity(value));
            if (width <= 0)
                width = 1.0;
            for (int i = 0; i < front.Count; i++)
                distances[front[i].Number] += (values[i] == values[i + 2] ? 0.0 : values[i + 2] - values[i]) / width;
        }

        front = [.. front.OrderBy(trial => distances[trial.Number])];
        front.Reverse();
        return front;
    }
}
