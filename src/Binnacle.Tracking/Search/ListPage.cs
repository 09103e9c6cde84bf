using System.Collections;

namespace Binnacle.Tracking;

/// <summary>A part of a list that is shown without being copied; the list must not change any more.</summary>
internal sealed class ListPage<T>(IReadOnlyList<T> all, int start, int count) : IReadOnlyList<T>
{
    public int Count => count;

    public T this[int index] => (uint)index < (uint)count ? all[start + index] : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = start; i < start + count; i++)
            yield return all[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
