using System.Collections;

namespace Binnacle.Tracking;

/// <summary>
/// The points of one metric, by the hundred thousand: without the key in each, and in pieces, so that growing copies nothing and leaves no
/// large arrays behind.
/// </summary>
internal sealed class PointList(string key) : IReadOnlyList<Metric>
{
    // 48 kB: below what the garbage collector counts as a large array.
    private const int PieceBits = 11;
    private const int PieceLength = 1 << PieceBits;
    private readonly List<Point[]> _pieces = [];

    public int Count { get; private set; }

    public Metric this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            ref readonly Point point = ref At(index);
            return new Metric(key, point.Value, point.Timestamp, point.Step);
        }
    }

    public void Add(double value, long timestamp, long step)
    {
        if (Count == _pieces.Count << PieceBits)
            _pieces.Add(new Point[PieceLength]);
        At(Count++) = new Point(value, timestamp, step);
    }

    /// <summary>Sorts by time, then step, then value; points that are in order, as most are, stay as they are.</summary>
    /// <param name="order">Compares values that follow one another at the same time and step.</param>
    public void Sort(Comparison<double> order)
    {
        for (int i = 1; i < Count; i++)
        {
            if (Compare(At(i - 1), At(i), order) <= 0)
                continue;
            Point[] all = [.. _pieces.SelectMany(piece => piece).Take(Count)];
            Array.Sort(all, (left, right) => Compare(left, right, order));
            for (int k = 0; k < all.Length; k++)
                At(k) = all[k];
            return;
        }
    }

    public IEnumerator<Metric> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ref Point At(int index) => ref _pieces[index >> PieceBits][index & (PieceLength - 1)];

    private static int Compare(in Point left, in Point right, Comparison<double> order)
    {
        int result = left.Timestamp.CompareTo(right.Timestamp);
        if (result == 0)
            result = left.Step.CompareTo(right.Step);
        return result == 0 ? order(left.Value, right.Value) : result;
    }

    private readonly record struct Point(double Value, long Timestamp, long Step);
}
