namespace Binnacle.Tuning;

/// <summary>The order in which CPython iterates over a set of small integers, which decides what the grid sampler draws from.</summary>
internal static class PythonIntSet
{
    private const int SmallestTable = 8;
    private const int LinearProbes = 9;

    /// <summary>The order of <c>left - right</c>, where <paramref name="left"/> is in its own order.</summary>
    public static List<int> Difference(List<int> left, HashSet<int> right)
    {
        // Little is taken out of a copy; else what remains is put into a new set.
        return left.Count >> 2 > right.Count
            ? [.. Copied(left).Where(item => !right.Contains(item))]
            : Inserted(left.Where(item => !right.Contains(item)));
    }

    // A copy makes room for all at once.
    private static IEnumerable<int> Copied(List<int> items)
    {
        if (items.Count * 5 < (SmallestTable - 1) * 3)
            return items;
        int?[] table = new int?[SizeFor(items.Count * 2)];
        foreach (int item in items)
            Insert(table, item);
        return table.OfType<int>();
    }

    private static List<int> Inserted(IEnumerable<int> items)
    {
        int?[] table = new int?[SmallestTable];
        int used = 0;
        foreach (int item in items)
        {
            Insert(table, item);
            if (++used * 5 < (table.Length - 1) * 3)
                continue;
            int?[] old = table;
            table = new int?[SizeFor(used > 50000 ? used * 2 : used * 4)];
            foreach (int kept in old.OfType<int>())
                Insert(table, kept);
        }

        return [.. table.OfType<int>()];
    }

    private static int SizeFor(int items)
    {
        int size = SmallestTable;
        while (size <= items)
            size <<= 1;
        return size;
    }

    private static void Insert(int?[] table, int item)
    {
        int mask = table.Length - 1;
        uint perturb = (uint)item;
        for (int place = item & mask; ; place = Next(place, perturb >>= 5, mask))
        {
            int probes = place + LinearProbes <= mask ? LinearProbes : 0;
            for (int i = place; i <= place + probes; i++)
            {
                if (table[i] is not null)
                    continue;
                table[i] = item;
                return;
            }
        }
    }

    private static int Next(int place, uint perturb, int mask) => (int)((place * 5L + 1 + perturb) & (uint)mask);
}
