namespace Binnacle.Tuning;

/// <summary>How <see cref="GpSampler"/> works. The defaults are those of Optuna 4.9.</summary>
public sealed record GpOptions
{
    /// <summary>Same seed, same trials; null for the system's entropy.</summary>
    public uint? Seed { get; init; }

    /// <summary>So many complete trials are drawn by the independent sampler first. Default: 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>The objective gives the same value for the same parameters, so that no noise has to be learned. Default: false.</summary>
    public bool DeterministicObjective { get; init; }

    /// <summary>Values of a trial's constraints; it is feasible when none is above zero. Null: no constraints.</summary>
    public Func<FrozenTrial, IReadOnlyList<double>>? Constraints { get; init; }

    /// <summary>Draws the first trials, and parameters that not all trials have. Default: <see cref="RandomSampler"/> with the seed.</summary>
    public ISampler? IndependentSampler { get; init; }
}
