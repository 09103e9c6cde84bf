using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Makes a tree of an object: of the members that a tree can fill, so that it comes back the same.</summary>
internal sealed class ObjectTree
{
    private const int MaxDepth = 100;

    private int _depth;

    public MapNode MapOf([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type, object value)
    {
        if (++_depth > MaxDepth)
            throw new ArgumentException($"{type} is nested deeper than {MaxDepth} levels; it may contain itself.", nameof(value));
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>();
        foreach (BoundMember member in BoundType.Of(type).Members)
        {
            if (member.Property?.GetMethod is { IsPublic: true })
                entries.Add(new(member.Key, NodeOf(member.Property.GetValue(value))));
        }

        _depth--;
        return new MapNode(entries);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    public ConfigNode NodeOf(object? value) => value switch
    {
        ConfigNode node => node,
        null or bool or long or int or double or float or string or byte[] or BigInteger => new ScalarNode(value),
        short or ushort or sbyte or byte or uint => new ScalarNode(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => new ScalarNode((BigInteger)number),
        decimal number => new ScalarNode((double)number),
        Enum member => new ScalarNode(ScalarConversion.Spelling(member.ToString())),
        TimeSpan span => new ScalarNode(span.ToString("c", CultureInfo.InvariantCulture)),
        DateTime or DateTimeOffset or DateOnly => new ScalarNode(((IFormattable)value).ToString(value is DateOnly ? "o" : "O", CultureInfo.InvariantCulture)),
        Guid or Uri or FileSystemInfo => new ScalarNode(value.ToString()),
        IDictionary map => new MapNode(map.Keys.Cast<object>().Select(key => new KeyValuePair<ConfigKey, ConfigNode>(new ConfigKey(((ScalarNode)NodeOf(key)).Value), NodeOf(map[key])))),
        IEnumerable items => new ListNode(items.Cast<object?>().Select(NodeOf)),
        _ => MapOf(value.GetType(), value),
    };
}
