using System.Runtime.CompilerServices;

namespace Binnacle.Tuning;

/// <summary>How <see cref="TpeSampler"/> works. The defaults are those of Optuna 4.9.</summary>
public sealed record TpeOptions
{
    /// <summary>Same seed, same trials; null for the system's entropy.</summary>
    public uint? Seed { get; init; }

    /// <summary>So many finished trials are drawn at random first. Default: 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>How many candidates are drawn from the good trials for each suggestion. Default: 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Draw parameters together, so that their interplay is seen. Default: false.</summary>
    public bool Multivariate { get; init; }

    /// <summary>With <see cref="Multivariate"/>: parameters that always occur together form groups, for conditional spaces. Default: false.</summary>
    public bool Group { get; init; }

    /// <summary>Count running trials as bad ones, so that parallel trials keep apart. Default: false.</summary>
    public bool ConstantLiar { get; init; }

    /// <summary>Values of a trial's constraints; it is feasible when none is above zero. Null: no constraints.</summary>
    public Func<FrozenTrial, IReadOnlyList<double>>? Constraints { get; init; }

    /// <summary>The weight of the uniform prior kernel beside one observation. Default: 1.</summary>
    public double PriorWeight { get; init; } = 1.0;

    /// <summary>Keep kernels from becoming too narrow. Default: true.</summary>
    public bool MagicClip { get; init; } = true;

    /// <summary>Let the distance to the range's ends count for the width of the outermost kernels. Default: false.</summary>
    public bool ConsiderEndpoints { get; init; }

    /// <summary>How many of n trials count as good. Default: a tenth, rounded up, 25 at most.</summary>
    public Func<int, int> Gamma { get; init; } = DefaultGamma;

    /// <summary>The weights of n trials, oldest first. Default: all one, older than the newest 25 falling off linearly.</summary>
    public Func<int, IReadOnlyList<double>> Weights { get; init; } = DefaultWeights;

    /// <summary>For categorical parameters by name: how far two choices lie apart, from 0. Those not named have no order.</summary>
    public IReadOnlyDictionary<string, Func<object?, object?, double>> CategoricalDistances { get; init; } =
        new Dictionary<string, Func<object?, object?, double>>();

    /// <summary>The settings of the Hyperopt library: 20 random trials, more cautious choice of the good ones.</summary>
    public static TpeOptions Hyperopt { get; } = new() { StartupTrials = 20, Gamma = HyperoptGamma };

    /// <summary>A tenth of n, rounded up, 25 at most.</summary>
    public static int DefaultGamma(int n) => (int)Math.Min(Math.Ceiling(0.1 * n), 25);

    /// <summary>A quarter of the square root of n, rounded up, 25 at most.</summary>
    public static int HyperoptGamma(int n) => (int)Math.Min(Math.Ceiling(0.25 * Math.Sqrt(n)), 25);

    /// <summary>All one below 25; else a ramp from 1/n to 1 before 25 ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static IReadOnlyList<double> DefaultWeights(int n)
    {
        const int Recent = 25;
        double[] weights = new double[n];
        Array.Fill(weights, 1.0);
        int old = n - Recent;
        if (old <= 0)
            return weights;
        double first = 1.0 / n;
        double step = (1.0 - first) / (old - 1);
        for (int i = 0; i < old; i++)
            weights[i] = i * step + first;
        if (old == 1)
            weights[0] = first;
        else
            weights[old - 1] = 1.0;
        return weights;
    }
}
