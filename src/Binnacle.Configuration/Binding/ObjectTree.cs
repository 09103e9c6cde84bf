using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Makes a tree of an object.</summary>
internal sealed class ObjectTree
{
    private const int MaxDepth = 100;

    private int _depth;

    public MapNode MapOf([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, object value)
    {
        if (++_depth > MaxDepth)
            throw new ArgumentException($"{type} is nested deeper than {MaxDepth} levels; it may contain itself.", nameof(value));
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>();
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0)
                continue;
            string key = property.GetCustomAttribute<ConfigKeyAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            entries.Add(new(key, NodeOf(property.GetValue(value))));
        }

        _depth--;
        return new MapNode(entries);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    private ConfigNode NodeOf(object? value) => value switch
    {
        ConfigNode node => node,
        null or bool or long or int or double or float or string or byte[] or BigInteger => new ScalarNode(value),
        short or ushort or sbyte or byte or uint => new ScalarNode(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => new ScalarNode((BigInteger)number),
        decimal number => new ScalarNode((double)number),
        Enum member => new ScalarNode(JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString())),
        TimeSpan span => new ScalarNode(span.ToString("c", CultureInfo.InvariantCulture)),
        DateTime or DateTimeOffset or DateOnly => new ScalarNode(((IFormattable)value).ToString(value is DateOnly ? "o" : "O", CultureInfo.InvariantCulture)),
        Guid or Uri or FileSystemInfo => new ScalarNode(value.ToString()),
        IDictionary map => new MapNode(map.Keys.Cast<object>().Select(key => new KeyValuePair<ConfigKey, ConfigNode>(new ConfigKey(key), NodeOf(map[key])))),
        IEnumerable items => new ListNode(items.Cast<object?>().Select(NodeOf)),
        _ => MapOf(value.GetType(), value),
    };
}
