namespace Binnacle.Tuning;

/// <summary>How <see cref="NsgaIISampler"/> and <see cref="NsgaIIISampler"/> work. The defaults are those of Optuna 4.9.</summary>
public sealed record NsgaOptions
{
    /// <summary>How many trials a generation has, at least 2. Default: 50.</summary>
    public int PopulationSize { get; init; } = 50;

    /// <summary>How likely a child's parameter is drawn anew; null for one over the number of parameters.</summary>
    public double? MutationProbability { get; init; }

    /// <summary>How numeric parameters are made of the parents'. Default: <see cref="UniformCrossover"/> with <see cref="SwappingProbability"/>.</summary>
    public Crossover? Crossover { get; init; }

    /// <summary>How likely a child has several parents instead of being the copy of one. Default: 0.9.</summary>
    public double CrossoverProbability { get; init; } = 0.9;

    /// <summary>How likely a categorical parameter comes from the first parent. Default: 0.5.</summary>
    public double SwappingProbability { get; init; } = 0.5;

    /// <summary>Same seed, same trials; null for the system's entropy.</summary>
    public uint? Seed { get; init; }

    /// <summary>Values of a trial's constraints; it is feasible when none is above zero. Null: no constraints.</summary>
    public Func<FrozenTrial, IReadOnlyList<double>>? Constraints { get; init; }

    /// <summary>Throws when a number is out of range or a population is smaller than a crossover's parents.</summary>
    internal NsgaOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PopulationSize, 2);
        Probability.Checked(CrossoverProbability);
        Probability.Checked(SwappingProbability);
        Probability.Checked(MutationProbability ?? 0);
        return Crossover?.ParentCount > PopulationSize
            ? throw new ArgumentException($"A crossover of {Crossover.ParentCount} parents needs a population of at least as many, found {PopulationSize}.")
            : this;
    }
}
