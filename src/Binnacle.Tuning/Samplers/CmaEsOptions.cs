namespace Binnacle.Tuning;

/// <summary>How <see cref="CmaEsSampler"/> works. The defaults are those of Optuna 4.9.</summary>
public sealed record CmaEsOptions
{
    /// <summary>Which variant. Default: <see cref="CmaEsVariant.Full"/>.</summary>
    public CmaEsVariant Variant { get; init; }

    /// <summary>Where it begins: a value for each numeric parameter, in external form; null for the middle of the ranges.</summary>
    public IReadOnlyDictionary<string, object?>? X0 { get; init; }

    /// <summary>The first step size, as a share of each parameter's range; null for a sixth.</summary>
    public double? Sigma0 { get; init; }

    /// <summary>So many finished trials are drawn by the independent sampler first. Default: 1.</summary>
    public int StartupTrials { get; init; } = 1;

    /// <summary>Draws the first trials, categorical parameters, and those that not all trials have. Default: <see cref="RandomSampler"/> with the seed.</summary>
    public ISampler? IndependentSampler { get; init; }

    /// <summary>Same seed, same trials; null for the system's entropy.</summary>
    public uint? Seed { get; init; }

    /// <summary>Let pruned trials count with their last intermediate value. Default: false.</summary>
    public bool ConsiderPrunedTrials { get; init; }

    /// <summary>How many trials a generation has, at least 2; null for 4 + 3 ln(number of parameters).</summary>
    public int? PopulationSize { get; init; }

    /// <summary>Trials of a similar study with the same parameters, at least ten: it begins around the best tenth of them. Null for none.</summary>
    public IReadOnlyList<FrozenTrial>? SourceTrials { get; init; }

    /// <summary>Throws when options are out of range or exclude each other.</summary>
    internal CmaEsOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(StartupTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(PopulationSize ?? 2, 2, nameof(PopulationSize));
        if (Sigma0 is { } sigma && !(sigma > 0 && double.IsFinite(sigma)))
            throw new ArgumentException($"Sigma0 must be finite and above zero, found {PythonJson.Format(sigma)}.");
        if (SourceTrials is not null && (X0 is not null || Sigma0 is not null))
            throw new ArgumentException("SourceTrials decide where CMA-ES begins; X0 and Sigma0 cannot be given besides.");
        return SourceTrials is not null && Variant == CmaEsVariant.Separable
            ? throw new ArgumentException("Separable CMA-ES cannot begin from SourceTrials.")
            : this;
    }
}
