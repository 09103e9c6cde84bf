using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Makes a child's parameters of a parent population.</summary>
internal sealed class ChildGeneration(NsgaOptions options, RandomState random)
{
    private readonly Crossover _crossover = options.Crossover ?? new UniformCrossover(options.SwappingProbability);

    /// <summary>The child's parameters; those that mutate are left out, to be drawn anew.</summary>
    public Dictionary<string, double> Child(Study study, IReadOnlyList<FrozenTrial> parents, IReadOnlyList<KeyValuePair<string, Distribution>> space)
    {
        // Categorical parameters come first, as they are crossed first.
        KeyValuePair<string, Distribution>[] categorical = [.. space.Where(item => item.Value is CategoricalDistribution)];
        KeyValuePair<string, Distribution>[] numeric = [.. space.Where(item => item.Value is not CategoricalDistribution)];
        List<KeyValuePair<string, double>> child = random.NextDouble() < options.CrossoverProbability
            ? Cross(study, parents, categorical, numeric)
            : Copy(parents[random.Choice(parents.Count)], space);
        double mutation = options.MutationProbability ?? 1.0 / Math.Max(1.0, child.Count);
        Dictionary<string, double> kept = [];
        foreach (var (name, value) in child)
        {
            if (random.NextDouble() >= mutation)
                kept[name] = value;
        }

        return kept;
    }

    private static List<KeyValuePair<string, double>> Copy(FrozenTrial parent, IReadOnlyList<KeyValuePair<string, Distribution>> space) =>
        [.. space.Select(item => KeyValuePair.Create(item.Key, parent.FindParameter(item.Key)!.InternalValue))];

    // Until every parameter lies in its range.
    private List<KeyValuePair<string, double>> Cross(
        Study study, IReadOnlyList<FrozenTrial> population, KeyValuePair<string, Distribution>[] categorical, KeyValuePair<string, Distribution>[] numeric)
    {
        var bounds = numeric.Select(item => SearchSpaceTransform.Bounds(item.Value)).ToArray();
        while (true)
        {
            List<FrozenTrial> parents = SelectParents(study, population);
            List<KeyValuePair<string, double>> child = [];
            double[] draws = random.NextDoubles(categorical.Length);
            for (int i = 0; i < draws.Length; i++)
            {
                FrozenTrial parent = draws[i] >= options.SwappingProbability ? parents[^1] : parents[0];
                child.Add(new(categorical[i].Key, parent.FindParameter(categorical[i].Key)!.InternalValue));
            }

            if (numeric.Length > 0)
            {
                double[][] places = [.. parents.Select(parent => numeric.Select(item =>
                    SearchSpaceTransform.Transform(item.Value, parent.FindParameter(item.Key)!.InternalValue)).ToArray())];
                double[] crossed = _crossover.Cross(places, bounds, study.Directions.Length, random);
                child.AddRange(numeric.Select((item, i) => KeyValuePair.Create(item.Key, SearchSpaceTransform.Untransform(item.Value, crossed[i]))));
            }

            if (child.Zip(categorical.Concat(numeric)).All(pair => pair.Second.Value.Contains(pair.First.Value)))
                return child;
        }
    }

    // Each parent is the better of two that are drawn from those not chosen yet.
    private List<FrozenTrial> SelectParents(Study study, IReadOnlyList<FrozenTrial> population)
    {
        List<FrozenTrial> left = [.. population], parents = [];
        for (int i = 0; i < _crossover.ParentCount; i++)
        {
            FrozenTrial first = left[random.Choice(left.Count)], second = left[random.Choice(left.Count)];
            FrozenTrial parent = Dominance.Dominates(study, first, second, options.Constraints is not null) ? first : second;
            parents.Add(parent);
            left.RemoveAll(trial => trial.Number == parent.Number);
        }

        return parents;
    }
}
