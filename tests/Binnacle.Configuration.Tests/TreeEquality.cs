namespace Binnacle.Configuration.Tests;

/// <summary>Compares trees by kind, value and order.</summary>
internal static class TreeEquality
{
    public static bool Same(ConfigNode left, ConfigNode right) => (left, right) switch
    {
        (MapNode a, MapNode b) => a.Count == b.Count && a.Zip(b).All(pair => Value(pair.First.Key.Value, pair.Second.Key.Value) && Same(pair.First.Value, pair.Second.Value)),
        (ListNode a, ListNode b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (ScalarNode a, ScalarNode b) => Value(a.Value, b.Value),
        _ => false,
    };

    private static bool Value(object? left, object? right) =>
        left is byte[] a && right is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);
}
