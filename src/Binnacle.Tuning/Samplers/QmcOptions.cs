namespace Binnacle.Tuning;

/// <summary>How <see cref="QmcSampler"/> works. The defaults are those of Optuna 4.9.</summary>
public sealed record QmcOptions
{
    /// <summary>Which sequence. Default: <see cref="QmcSequence.Sobol"/>.</summary>
    public QmcSequence Sequence { get; init; } = QmcSequence.Sobol;

    /// <summary>Randomise the sequence without losing its evenness. Default: false, so that workers share one sequence.</summary>
    public bool Scramble { get; init; }

    /// <summary>Same seed, same trials; null for the system's entropy. Workers that share a scrambled sequence must agree on it.</summary>
    public uint? Seed { get; init; }

    /// <summary>Draws the first trial, categorical parameters, and those that the first trial lacks. Default: <see cref="RandomSampler"/> with the seed.</summary>
    public ISampler? IndependentSampler { get; init; }
}
