namespace Binnacle.Configuration;

/// <summary>Reads lists and maps in brackets that stand on one line and hold words, quoted text and each other.</summary>
internal sealed class PlainYamlFlow(PlainYamlLine line)
{
    private const int MaxDepth = 20;

    private int _depth;

    /// <summary>The list or map whose bracket comes next; null when it is not plain.</summary>
    public ConfigNode? Read()
    {
        if (++_depth > MaxDepth)
            return null;
        Origin start = line.Here;
        ConfigNode? node = line.Take('[') ? ReadList(start) : line.Take('{') ? ReadMap(start) : null;
        _depth--;
        return node;
    }

    private ListNode? ReadList(Origin start)
    {
        var items = new List<ConfigNode>();
        if (line.TakeBlanks() && line.Take(']'))
            return new ListNode(items, start);
        do
        {
            if (!line.TakeBlanks() || ReadValue() is not { } item)
                return null;
            items.Add(item);
            line.TakeBlanks();
        }
        while (line.Take(','));
        return line.Take(']') ? new ListNode(items, start) : null;
    }

    private MapNode? ReadMap(Origin start)
    {
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>();
        if (line.TakeBlanks() && line.Take('}'))
            return new MapNode(entries, start);
        do
        {
            if (!line.TakeBlanks() || ReadKey() is not { } key || ReadValue() is not { } value)
                return null;
            entries.Add(new(key, value));
            line.TakeBlanks();
        }
        while (line.Take(','));
        var map = new MapNode(entries, start);
        bool hasDuplicates = map.Count < entries.Count;
        return hasDuplicates || !line.Take('}') ? null : map;
    }

    private ConfigKey? ReadKey()
    {
        Origin start = line.Here;
        return line.TakeWord() is { } word && line.Take(':') && line.Take(' ') && line.TakeBlanks() && YamlScalar.Resolve(word) is string
            ? new ConfigKey(word, start)
            : null;
    }

    private ConfigNode? ReadValue()
    {
        Origin start = line.Here;
        return line.Character switch
        {
            '[' or '{' => Read(),
            '\'' or '"' => line.TakeQuoted(),
            _ => line.TakeWord() is { } word ? PlainYamlLine.Unquoted(word, start) : null,
        };
    }
}
