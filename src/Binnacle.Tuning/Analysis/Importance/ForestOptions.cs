namespace Binnacle.Tuning;

/// <summary>The random forest under an importance evaluator.</summary>
public sealed record ForestOptions
{
    /// <summary>How many trees. Default: 64.</summary>
    public int Trees { get; init; } = 64;

    /// <summary>How deep a tree may become. Default: 64.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Same seed, same importances. Default: 0.</summary>
    public uint Seed { get; init; }

    /// <summary>This, when the numbers are positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    internal ForestOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumDepth, 1);
        return this;
    }
}
