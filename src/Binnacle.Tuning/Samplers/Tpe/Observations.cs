namespace Binnacle.Tuning.Tpe;

/// <summary>What the trials on one side of the split had for one parameter.</summary>
/// <param name="Values">Internal values, trials in the order of their numbers.</param>
internal sealed record Observations(double[] Values)
{
    /// <summary>The numbers of the trials; empty when they are not known.</summary>
    public int[] Trials { get; init; } = [];

    /// <summary>The places of the values in ascending order; null when that is to be found out.</summary>
    public int[]? Ascending { get; init; }

    /// <summary>Where the kernels' masses are kept from one suggestion to the next; null for no such place.</summary>
    public KernelMemory? Memory { get; init; }
}
