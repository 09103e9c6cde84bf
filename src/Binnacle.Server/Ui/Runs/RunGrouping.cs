namespace Binnacle.Server.Ui.Runs;

/// <summary>Puts the runs of a list that belong together beside each other. A group stands where its first run stood.</summary>
internal static class RunGrouping
{
    /// <param name="ids">All runs, in order.</param>
    /// <param name="values">What each is grouped by; for nested runs, the id of its parent.</param>
    /// <param name="nested">Whether the values are parents.</param>
    public static RunList Of(IReadOnlyList<string> ids, IReadOnlyDictionary<string, RunCell> values, bool nested) =>
        nested ? Nested(ids, values) : ByValue(ids, values);

    private static RunList ByValue(IReadOnlyList<string> ids, IReadOnlyDictionary<string, RunCell> values)
    {
        List<string> ordered = new(ids.Count);
        List<RunGroup> groups = [];
        // Runs without the value come last, whatever their place.
        foreach (IGrouping<string?, string> group in ids.GroupBy(id => values.GetValueOrDefault(id).Text).OrderBy(group => group.Key is null))
        {
            groups.Add(new RunGroup(group.Key, ordered.Count, group.Count()));
            ordered.AddRange(group);
        }

        return new RunList(RunIds.Of(ordered), groups);
    }

    private static RunList Nested(IReadOnlyList<string> ids, IReadOnlyDictionary<string, RunCell> parents)
    {
        HashSet<string> known = new(ids, StringComparer.Ordinal);
        string? ParentOf(string id) => parents.GetValueOrDefault(id).Text is { } parent && parent != id && known.Contains(parent) ? parent : null;
        ILookup<string, string> children = ids.Where(id => ParentOf(id) is not null).ToLookup(id => ParentOf(id)!, StringComparer.Ordinal);
        List<string> ordered = new(ids.Count);
        List<byte> depths = new(ids.Count);
        List<RunGroup> groups = [];
        // Runs that are each other's parents have no outermost one; they are taken up where the first of them stands.
        foreach (string id in ids.Where(id => ParentOf(id) is null).Concat(ids))
        {
            int start = ordered.Count;
            Add(id);
            if (ordered.Count > start)
                groups.Add(new RunGroup(id, start, ordered.Count - start));
        }

        return new RunList(RunIds.Of(ordered), groups, [.. depths]);

        void Add(string root)
        {
            Stack<(string Id, int Depth)> open = new([(root, 0)]);
            while (open.TryPop(out (string Id, int Depth) next))
            {
                if (!known.Remove(next.Id))
                    continue;
                ordered.Add(next.Id);
                depths.Add((byte)Math.Min(next.Depth, byte.MaxValue));
                foreach (string child in children[next.Id].Reverse())
                    open.Push((child, next.Depth + 1));
            }
        }
    }
}
