namespace Binnacle.Configuration;

/// <summary>Random order of values in sweeps.</summary>
internal static class ShuffledValues
{
    /// <summary>The values in a new order, drawn from <paramref name="random"/>, or from a generator of its own when null.</summary>
    public static IReadOnlyList<T> Shuffle<T>(IReadOnlyList<T> values, Random? random = null)
    {
        T[] order = [.. values];
        (random ?? Random.Shared).Shuffle(order);
        return order;
    }
}
