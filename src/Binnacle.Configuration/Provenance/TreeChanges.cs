namespace Binnacle.Configuration;

/// <summary>Finds which keys differ between two trees of which the second was made from the first.</summary>
/// <param name="report">Told each key that was set (with its node) or deleted (with null); maps are told when they come and go.</param>
internal sealed class TreeChanges(Action<string, ConfigNode?> report)
{
    public void Compare(MapNode before, MapNode after) => Compare(before, after, "");

    public static string Join(string path, ConfigKey key) => path.Length == 0 ? key.Text : $"{path}.{key.Text}";

    public static string Join(string path, int index) => $"{path}[{index}]";

    private void Compare(ConfigNode? before, ConfigNode? after, string path)
    {
        if (AreSame(before, after))
            return;
        if (before is MapNode from && after is MapNode to)
        {
            CompareMaps(from, to, path);
            return;
        }

        report(path, after);
        CompareContents(before, after, path);
    }

    /// <summary>Values are the same when they were written at one place: a step that changes others may make them anew.</summary>
    private static bool AreSame(ConfigNode? before, ConfigNode? after) => ReferenceEquals(before, after) || (before, after) switch
    {
        (ScalarNode left, ScalarNode right) => Equals(left.Value, right.Value) && left.Origin == right.Origin,
        (ListNode left, ListNode right) => left.Count == right.Count && left.Origin == right.Origin && left.Zip(right).All(pair => AreSame(pair.First, pair.Second)),
        (MapNode left, MapNode right) => left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out ConfigNode? other) && AreSame(entry.Value, other)),
        _ => false,
    };

    private void CompareMaps(MapNode before, MapNode after, string path)
    {
        foreach (var (key, node) in before)
        {
            if (!after.ContainsKey(key))
                Compare(node, null, Join(path, key));
        }

        foreach (var (key, node) in after)
            Compare(before.TryGetValue(key, out ConfigNode? known) ? known : null, node, Join(path, key));
    }

    /// <summary>What lay below a node that was replaced goes, what lies below the new one comes; items of two lists meet by index.</summary>
    private void CompareContents(ConfigNode? before, ConfigNode? after, string path)
    {
        CompareMaps(before as MapNode ?? MapNode.Empty, after as MapNode ?? MapNode.Empty, path);
        ListNode old = before as ListNode ?? ListNode.Empty, list = after as ListNode ?? ListNode.Empty;
        for (int i = 0; i < Math.Max(old.Count, list.Count); i++)
            Compare(i < old.Count ? old[i] : null, i < list.Count ? list[i] : null, Join(path, i));
    }
}
