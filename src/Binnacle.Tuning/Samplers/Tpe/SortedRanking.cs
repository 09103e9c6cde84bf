namespace Binnacle.Tuning.Tpe;

/// <summary>Items in ascending order; equal items cannot occur, since each ends with a trial's number.</summary>
internal sealed class SortedRanking<T>
{
    private readonly List<T> _items = [];

    public IReadOnlyList<T> All => _items;

    public void Add(T item) => _items.Insert(~_items.BinarySearch(item), item);

    /// <summary>The first items, at most <paramref name="count"/>.</summary>
    public IEnumerable<T> First(int count) => _items.Take(Math.Max(count, 0));
}
