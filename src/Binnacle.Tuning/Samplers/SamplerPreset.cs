namespace Binnacle.Tuning;

/// <summary>The sampler that a study has when none is named, by the version of Optuna whose trials it gives.</summary>
/// <remarks>The defaults of all options are those of Optuna 4.9; other versions' presets stand here beside them.</remarks>
public static class SamplerPreset
{
    /// <summary>Optuna 4.9: <see cref="TpeSampler"/> for one objective, <see cref="NsgaIISampler"/> for several.</summary>
    /// <param name="objectives">How many objectives the study has, at least one.</param>
    /// <param name="seed">Same seed, same trials; null for the system's entropy.</param>
    public static ISampler Optuna49(int objectives, uint? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(objectives, 1);
        return objectives > 1
            ? new NsgaIISampler(new NsgaOptions { Seed = seed })
            : new TpeSampler(new TpeOptions { Seed = seed });
    }
}
