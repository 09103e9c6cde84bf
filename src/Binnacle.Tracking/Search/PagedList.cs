namespace Binnacle.Tracking;

/// <summary>One page of a search.</summary>
/// <typeparam name="T">What was searched for.</typeparam>
/// <param name="Items">The page's items, in order.</param>
/// <param name="NextPageToken">Asks for the next page; null on the last.</param>
public sealed record PagedList<T>(IReadOnlyList<T> Items, string? NextPageToken)
{
    /// <summary>What the store had to leave out because it could not be read, one line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
