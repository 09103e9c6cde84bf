namespace Binnacle.Tuning;

/// <summary>Low-discrepancy sequences of <see cref="QmcSampler"/>.</summary>
public enum QmcSequence
{
    /// <summary>Sobol's sequence: most even after a power of two points.</summary>
    Sobol,

    /// <summary>Halton's sequence: for few parameters, without preferred numbers of points.</summary>
    Halton,
}
