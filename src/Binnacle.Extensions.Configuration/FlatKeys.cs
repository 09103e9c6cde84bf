using System.Globalization;
using Binnacle.Configuration;
using Microsoft.Extensions.Configuration;

namespace Binnacle.Extensions.Configuration;

/// <summary>A resolved tree as keys with colons and texts.</summary>
internal sealed class FlatKeys
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ConfigNode> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _removeUnderscores;

    private FlatKeys(bool removeUnderscores) => _removeUnderscores = removeUnderscores;

    /// <exception cref="ConfigException">Two keys differ in nothing that counts in such a configuration.</exception>
    public static IDictionary<string, string?> Of(MapNode tree, bool removeUnderscores)
    {
        var keys = new FlatKeys(removeUnderscores);
        keys.Add("", tree);
        return keys._values;
    }

    private void Add(string path, ConfigNode node)
    {
        if (path.Length > 0 && !_nodes.TryAdd(path, node))
            throw new ConfigException($"{node.Origin}: '{path}' is given twice: keys are one here when they differ only by case{(_removeUnderscores ? " or underscores" : "")}. The other is at {_nodes[path].Origin}.", node.Origin);
        switch (node)
        {
            case MapNode { Count: > 0 } map:
                foreach (var (key, value) in map)
                    Add(Join(path, _removeUnderscores ? key.Text.Replace("_", "", StringComparison.Ordinal) : key.Text), value);
                break;
            case ListNode { Count: > 0 } list:
                for (int i = 0; i < list.Count; i++)
                    Add(Join(path, i.ToString(CultureInfo.InvariantCulture)), list[i]);
                break;
            case ScalarNode { IsMissing: true }:
                break;
            default:
                if (path.Length > 0)
                    _values[path] = Text(node);
                break;
        }
    }

    /// <summary>As the JSON source of the same framework writes values: an empty list is an empty text, an empty map is null.</summary>
    private static string? Text(ConfigNode node) => node switch
    {
        ListNode => "",
        ScalarNode { Value: byte[] bytes } => Convert.ToBase64String(bytes),
        ScalarNode { Value: { } value } => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : path + ConfigurationPath.KeyDelimiter + key;
}
