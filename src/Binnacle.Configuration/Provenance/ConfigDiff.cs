using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Compares two configurations key by key.</summary>
/// <remarks>Values differ when their YAML differs, so <c>1</c>, <c>1.0</c> and <c>'1'</c> do. The order of keys and the places of values do not count.</remarks>
public static class ConfigDiff
{
    /// <summary>The differences: in the order of the first tree, keys that only the second has after their neighbours.</summary>
    public static IReadOnlyList<ConfigDifference> Of(MapNode before, MapNode after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<ConfigDifference> differences = [];
        Compare(before, after, "", differences);
        return differences;
    }

    /// <summary>The differences as JSON.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="before">The first configuration, which tells the places of its values.</param>
    /// <param name="after">The second configuration.</param>
    /// <returns>A list of objects with <c>key</c>, <c>kind</c> (<c>changed</c>, <c>removed</c>, <c>added</c>), and <c>before</c> and <c>after</c>, each with <c>value</c> and <c>place</c>.</returns>
    public static string Json(IReadOnlyList<ConfigDifference> differences, ConfigProvenance before, ConfigProvenance after)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return JsonText.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (ConfigDifference difference in differences)
            {
                writer.WriteStartObject();
                writer.WriteString("key", difference.Key);
                writer.WriteString("kind", difference.Before is null ? "added" : difference.After is null ? "removed" : "changed");
                Write(writer, "before", difference.Before, before.Find(difference.Key));
                Write(writer, "after", difference.After, after.Find(difference.Key));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void Compare(MapNode before, MapNode after, string path, List<ConfigDifference> differences)
    {
        foreach (var (key, node) in before)
            Compare(node, after.GetValueOrDefault(key), TreeChanges.Join(path, key), differences);
        foreach (var (key, node) in after)
        {
            if (!before.ContainsKey(key))
                Compare(null, node, TreeChanges.Join(path, key), differences);
        }
    }

    private static void Compare(ConfigNode? before, ConfigNode? after, string key, List<ConfigDifference> differences)
    {
        // A map that only one side has is told by its values, so that each has its place.
        if (before is MapNode or null && after is MapNode or null && (before ?? after) is MapNode { Count: > 0 } && !(before is MapNode { Count: 0 } || after is MapNode { Count: 0 }))
            Compare(before as MapNode ?? MapNode.Empty, after as MapNode ?? MapNode.Empty, key, differences);
        else if (before is null || after is null || YamlOf(before) != YamlOf(after))
            differences.Add(new(key, before, after));
    }

    private static string YamlOf(ConfigNode node) => YamlWriter.Write(new ListNode([node]));

    private static void Write(Utf8JsonWriter writer, string name, ConfigNode? value, KeyHistory? history)
    {
        if (value is null)
            return;
        writer.WriteStartObject(name);
        writer.WritePropertyName("value");
        NodeJson.Write(writer, value);
        if (history is { IsDeleted: false })
            writer.WriteString("place", history.Last.Place);
        writer.WriteEndObject();
    }
}
