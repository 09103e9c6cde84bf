using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>A map of a logging configuration, read key by key; what is wrong is collected with its place.</summary>
internal sealed class ConfigSection(MapNode map, string path, List<string> faults)
{
    public string Path => path;

    public MapNode Map => map;

    /// <summary>Refuses keys that are none of these.</summary>
    public void Allow(params string[] names)
    {
        foreach (var (key, node) in map)
        {
            if (!names.Contains(key.Text))
                Fault(node, key.Text, "unknown key." + Nearest(key.Text, names));
        }
    }

    public string? Text(string key) => Scalar(key) switch
    {
        null => null,
        { Value: string text } => text,
        var other => Expected<string>(other, key, "text"),
    };

    public long Integer(string key, long absent) => Scalar(key) switch
    {
        null => absent,
        { Value: long number and >= 0 } => number,
        var other => Expected<long>(other, key, "a whole number, 0 or more"),
    };

    public bool Flag(string key, bool absent) => Scalar(key) switch
    {
        null => absent,
        { Value: bool flag } => flag,
        { Value: long number } => number != 0,
        var other => Expected<bool>(other, key, "true or false"),
    };

    /// <summary>One of the names; the first when the key is absent.</summary>
    public string Choice(string key, params string[] names)
    {
        string chosen = Text(key) ?? names[0];
        if (!names.Contains(chosen))
            Fault(map[key], key, $"expected one of {string.Join(", ", names)}, found '{chosen}'.{Nearest(chosen, names)}");
        return chosen;
    }

    /// <summary>A level by Python's name or number.</summary>
    public int Level(string key)
    {
        ScalarNode? node = Scalar(key);
        if (node?.Value is long and >= 0 and <= 1000)
            return (int)(long)node.Value;
        if (node is null || (node.Value is string name && PythonLevel.TryParse(name, out _)))
            return PythonLevel.TryParse(node?.Value as string ?? "NOTSET", out int level) ? level : 0;
        string hint = node.Value is string text ? Nearest(text.ToUpperInvariant(), PythonLevel.Names) : "";
        return Expected<int>(node, key, $"a level ({string.Join(", ", PythonLevel.Names)})", hint);
    }

    /// <summary>The texts of a list; a single text counts as a list of one; empty when absent.</summary>
    public IReadOnlyList<ScalarNode> List(string key)
    {
        switch (Child(key))
        {
            case null:
                return [];
            case ListNode list when list.All(item => item is ScalarNode { Value: string }):
                return [.. list.Cast<ScalarNode>()];
            case ScalarNode { Value: string } single:
                return [single];
            case var other:
                return Expected<IReadOnlyList<ScalarNode>>(other, key, "a list of names") ?? [];
        }
    }

    /// <summary>The map at a key; null when absent.</summary>
    public ConfigSection? Section(string key) => Child(key) switch
    {
        null => null,
        MapNode child => new ConfigSection(child, PathOf(key), faults),
        var other => Expected<ConfigSection>(other, key, "a map"),
    };

    /// <summary>The maps below a key, by name; an absent one is empty.</summary>
    public IEnumerable<(string Name, ConfigSection Section)> Sections(string key)
    {
        if (Section(key) is not { } parent)
            yield break;
        foreach (string name in parent.Map.Keys.Select(key => key.Text))
        {
            if (parent.Child(name) is null)
                yield return (name, new ConfigSection(MapNode.Empty, parent.PathOf(name), faults));
            else if (parent.Section(name) is { } section)
                yield return (name, section);
        }
    }

    /// <summary>Notes a fault at a key of this map.</summary>
    public void Fault(ConfigNode? node, string key, string message)
    {
        string place = (node?.Origin ?? map.Origin) is { } origin ? $"{origin}: " : "";
        faults.Add($"{place}{PathOf(key)}: {message}");
    }

    public static string Nearest(string name, IEnumerable<string> names) =>
        NearestName.Of(name, names) is { } near ? $" Did you mean '{near}'?" : "";

    private ConfigNode? Child(string key) =>
        map.TryGetValue(key, out ConfigNode? node) && node is not ScalarNode { Value: null } ? node : null;

    private ScalarNode? Scalar(string key) => Child(key) switch
    {
        null => null,
        ScalarNode scalar => scalar,
        var other => Expected<ScalarNode>(other, key, "a single value"),
    };

    private T? Expected<T>(ConfigNode node, string key, string expected, string hint = "")
    {
        string found = node switch
        {
            MapNode => "a map",
            ListNode => "a list",
            ScalarNode { Value: string text } => $"'{text}' (text)",
            ScalarNode { Value: { } value } => $"'{Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)}'",
            _ => "null",
        };
        Fault(node, key, $"expected {expected}, found {found}.{hint}");
        return default;
    }

    private string PathOf(string key) => path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";
}
