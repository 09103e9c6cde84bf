using System.Globalization;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Reads and edits nodes of a composed tree by their dotted path.</summary>
internal static class NodePath
{
    /// <summary>The node at the path, unresolved; null when there is none.</summary>
    public static ConfigNode? Find(MapNode root, string path)
    {
        ConfigNode? node = root;
        foreach (string key in path.Length == 0 ? [] : path.Split('.'))
        {
            node = node switch
            {
                MapNode map => map.TryGetValue(key, out ConfigNode? child) ? child : null,
                ListNode list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>A tree in which the path has the node; maps along the path are made where they are missing.</summary>
    public static MapNode With(MapNode root, string path, ConfigNode node)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return root.With(path, node);
        string key = path[..dot];
        MapNode child = root.TryGetValue(key, out ConfigNode? found) && found is MapNode map ? map : MapNode.Empty;
        return root.With(key, With(child, path[(dot + 1)..], node));
    }

    /// <summary>The text of a scalar as Python prints it; null for null, a missing value or another kind of node.</summary>
    public static string? Text(ConfigNode? node) => node is ScalarNode { IsMissing: false, Value: { } value }
        ? value switch
        {
            string text => text,
            bool flag => flag ? "True" : "False",
            double number => PythonText.Of(number),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        }
        : null;
}
