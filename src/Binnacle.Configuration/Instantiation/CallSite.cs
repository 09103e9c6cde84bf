using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>The arguments of the caller, made part of the config before it is resolved.</summary>
/// <remarks>
/// An object cannot stand in a tree. A text stands for it there, told from any other by being that very instance of
/// <see cref="string"/>, so that interpolations may refer to it and merging keeps it.
/// </remarks>
internal sealed class CallSite
{
    private readonly Dictionary<object, object> _objects = new(ReferenceEqualityComparer.Instance);

    /// <summary>The arguments as a tree.</summary>
    public MapNode Tree(IEnumerable<(string Name, object? Value)> arguments) =>
        new(arguments.Select(argument => new KeyValuePair<ConfigKey, ConfigNode>(argument.Name, NodeOf(argument.Value))));

    /// <summary>The object that a node stands for.</summary>
    public bool IsObject(ConfigNode node, out object? value)
    {
        value = null;
        return node is ScalarNode { Value: string token } && _objects.TryGetValue(token, out value);
    }

    private ConfigNode NodeOf(object? value) => value switch
    {
        ConfigNode node => node,
        null or bool or int or long or float or double or string or BigInteger => new ScalarNode(value),
        Dictionary<string, object?> map => Tree(map.Select(entry => (entry.Key, entry.Value))),
        List<object?> list => new ListNode(list.Select(NodeOf)),
        object?[] items when items.GetType() == typeof(object[]) => new ListNode(items.Select(NodeOf)),
        _ => Token(value),
    };

    private ScalarNode Token(object value)
    {
        string token = new($"<{value.GetType()}>".AsSpan());
        _objects[token] = value;
        return ScalarNode.Literal(token, null);
    }
}
