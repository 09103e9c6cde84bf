using System.Collections;
using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Makes nodes of plain values, without reflection.</summary>
internal static class PlainNode
{
    /// <summary>The node of a scalar, of a list or of a dictionary of these.</summary>
    /// <exception cref="ArgumentException">The value has another type.</exception>
    public static ConfigNode Of(object? value) => value switch
    {
        ConfigNode node => node,
        null or bool or long or int or double or float or string or byte[] or System.Numerics.BigInteger => new ScalarNode(value),
        short or ushort or byte or sbyte or uint => new ScalarNode(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => new ScalarNode(new System.Numerics.BigInteger(number)),
        decimal number => new ScalarNode((double)number),
        Enum member => new ScalarNode(member.ToString()),
        IDictionary map => new MapNode(Entries(map)),
        IEnumerable items => new ListNode(items.Cast<object?>().Select(Of)),
        _ => throw new ArgumentException($"A configuration cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    private static IEnumerable<KeyValuePair<ConfigKey, ConfigNode>> Entries(IDictionary map)
    {
        IDictionaryEnumerator entries = map.GetEnumerator();
        while (entries.MoveNext())
            yield return new(new ConfigKey(entries.Key), Of(entries.Value));
    }
}
