using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Conformance.Config;

/// <summary>The typed values of the configuration goldens: <c>{"t": kind, "v": value}</c>.</summary>
internal static class TypedValue
{
    /// <summary>The node that a typed value describes.</summary>
    public static ConfigNode ToNode(JsonElement typed) => typed.GetProperty("t").GetString() switch
    {
        "list" => new ListNode(typed.GetProperty("v").EnumerateArray().Select(ToNode)),
        "dict" => new MapNode(typed.GetProperty("v").EnumerateArray().Select(pair =>
            new KeyValuePair<ConfigKey, ConfigNode>(new ConfigKey(((ScalarNode)ToNode(pair[0])).Value), ToNode(pair[1])))),
        var kind => new ScalarNode(Scalar(kind!, typed)),
    };

    /// <summary>Null when the node equals the typed value, else what differs.</summary>
    public static string? Difference(JsonElement expected, ConfigNode found) => Difference(ToNode(expected), found);

    /// <summary>Null when both nodes are equal in kind, value and order, else what differs.</summary>
    public static string? Difference(ConfigNode expected, ConfigNode found, string path = "")
    {
        switch (expected, found)
        {
            case (ScalarNode left, ScalarNode right):
                return Same(left.Value, right.Value) ? null : $"{path}: expected {Show(left)}, found {Show(right)}";
            case (ListNode left, ListNode right) when left.Count == right.Count:
                return left.Select((item, i) => Difference(item, right[i], $"{path}[{i}]")).FirstOrDefault(text => text is not null);
            case (MapNode left, MapNode right) when left.Count == right.Count:
                return left.Zip(right, (a, b) => Same(a.Key.Value, b.Key.Value)
                        ? Difference(a.Value, b.Value, $"{path}.{a.Key}")
                        : $"{path}: expected key {a.Key.Value}, found {b.Key.Value}")
                    .FirstOrDefault(text => text is not null);
            default:
                return $"{path}: expected {Show(expected)}, found {Show(found)}";
        }
    }

    private static object? Scalar(string kind, JsonElement typed) => kind switch
    {
        "null" => null,
        "bool" => typed.GetProperty("v").GetBoolean(),
        "int" => BigInteger.Parse(typed.GetProperty("v").GetString()!, CultureInfo.InvariantCulture),
        "float" => Float(typed.GetProperty("v").GetString()!),
        "str" or "qstr" or "path" or "enum" => typed.GetProperty("v").GetString(),
        "bytes" => typed.GetProperty("v").GetBytesFromBase64(),
        _ => throw new InvalidDataException($"unknown kind of value '{kind}'"),
    };

    private static double Float(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (double a, double b) => a.Equals(b) && double.IsNegative(a) == double.IsNegative(b),
        _ => Equals(left, right),
    };

    private static string Show(ConfigNode node) =>
        node is ScalarNode scalar ? $"{scalar.Value ?? "null"} ({scalar.Value?.GetType().Name})" : YamlWriter.Write(node).Replace("\n", "\\n", StringComparison.Ordinal);
}
