using System.Runtime.CompilerServices;

namespace Binnacle.Tracking;

/// <summary>Searches that answer in pages, read as one.</summary>
public static class PagedSearch
{
    /// <summary>All items, in order. A page is asked for once those before it were taken.</summary>
    /// <typeparam name="T">What is searched for.</typeparam>
    /// <param name="ask">Gives the page of a token: the query with that token as its <c>PageToken</c>. Null is the first page.</param>
    /// <param name="first">Token of the page to begin with. Default: the first.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<string?, CancellationToken, Task<PagedList<T>>> ask, string? first = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? token = first;
        do
        {
            PagedList<T> page = await ask(token, cancellationToken);
            foreach (T item in page.Items)
                yield return item;
            token = page.NextPageToken;
        }
        while (token is not null);
    }
}
