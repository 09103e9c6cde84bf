using System.Numerics;

namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's default <c>argsort</c> of doubles: an introsort that is not stable, so that the order of equal values is its own.</summary>
/// <remarks>The order of ties decides which kernel of a Parzen estimator gets which width.</remarks>
internal static class ArgSort
{
    private const int SmallPart = 16;

    /// <summary>The order in which <paramref name="values"/> are ascending. There must be no NaN.</summary>
    public static int[] Of(ReadOnlySpan<double> values)
    {
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        if (order.Length > 1)
            Sort(values, order);
        return order;
    }

    private static void Sort(ReadOnlySpan<double> v, Span<int> order)
    {
        Span<(int Left, int Right, int Depth)> waiting = stackalloc (int, int, int)[128];
        int parts = 0;
        int left = 0, right = order.Length - 1, depth = 2 * BitOperations.Log2((uint)order.Length);
        while (true)
        {
            bool heapSorted = false;
            if (depth < 0)
            {
                SortByHeap(v, order[left..(right + 1)]);
                heapSorted = true;
            }

            while (!heapSorted && right - left > SmallPart - 1)
            {
                int middle = Partition(v, order, left, right);
                depth--;
                if (middle - left < right - middle)
                {
                    waiting[parts++] = (middle + 1, right, depth);
                    right = middle - 1;
                }
                else
                {
                    waiting[parts++] = (left, middle - 1, depth);
                    left = middle + 1;
                }
            }

            if (!heapSorted)
                SortByInsertion(v, order[left..(right + 1)]);
            if (parts == 0)
                return;
            (left, right, depth) = waiting[--parts];
        }
    }

    // Median of three; the pivot's final place is returned.
    private static int Partition(ReadOnlySpan<double> v, Span<int> order, int left, int right)
    {
        int middle = left + ((right - left) >> 1);
        if (v[order[middle]] < v[order[left]])
            Swap(order, middle, left);
        if (v[order[right]] < v[order[middle]])
            Swap(order, right, middle);
        if (v[order[middle]] < v[order[left]])
            Swap(order, middle, left);
        double pivot = v[order[middle]];
        int i = left, j = right - 1;
        Swap(order, middle, j);
        while (true)
        {
            do
                i++;
            while (v[order[i]] < pivot);
            do
                j--;
            while (pivot < v[order[j]]);
            if (i >= j)
                break;
            Swap(order, i, j);
        }

        Swap(order, i, right - 1);
        return i;
    }

    private static void SortByInsertion(ReadOnlySpan<double> v, Span<int> order)
    {
        for (int i = 1; i < order.Length; i++)
        {
            int item = order[i];
            int j = i;
            for (; j > 0 && v[item] < v[order[j - 1]]; j--)
                order[j] = order[j - 1];
            order[j] = item;
        }
    }

    private static void SortByHeap(ReadOnlySpan<double> v, Span<int> order)
    {
        int count = order.Length;
        for (int root = count >> 1; root > 0; root--)
            Sink(v, order, root, count, order[root - 1]);
        while (count > 1)
        {
            int item = order[count - 1];
            order[count - 1] = order[0];
            Sink(v, order, 1, --count, item);
        }
    }

    // Places are counted from 1, as in the textbook heap.
    private static void Sink(ReadOnlySpan<double> v, Span<int> order, int root, int count, int item)
    {
        int place = root;
        for (int child = root << 1; child <= count; child = place << 1)
        {
            if (child < count && v[order[child - 1]] < v[order[child]])
                child++;
            if (!(v[item] < v[order[child - 1]]))
                break;
            order[place - 1] = order[child - 1];
            place = child;
        }

        order[place - 1] = item;
    }

    private static void Swap(Span<int> order, int i, int j) => (order[i], order[j]) = (order[j], order[i]);
}
