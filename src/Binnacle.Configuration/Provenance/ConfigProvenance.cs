namespace Binnacle.Configuration;

/// <summary>Tells of a composed configuration which file, override, registered config or built-in gave each value, and what it beat.</summary>
/// <remarks>It is found by composing once more, step by step; the composition itself pays nothing for it. Not thread-safe.</remarks>
public sealed class ConfigProvenance
{
    private readonly ComposedConfig _composed;
    private readonly OrderedDictionary<string, List<ValueChange>> _changes = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, ConfigNode> _nodes = new(StringComparer.Ordinal);

    private ConfigProvenance(ComposedConfig composed)
    {
        _composed = composed;
        MapNode before = MapNode.Empty;
        foreach (var (step, tree) in CompositionReplay.Of(composed))
        {
            new TreeChanges((key, node) => Add(key, new ValueChange(step, node))).Compare(before, tree);
            before = tree;
        }

        Collect(composed.Root, "");
    }

    /// <summary>The histories of all keys of the tree in its order, maps and list items included; deleted keys come last.</summary>
    public IReadOnlyList<KeyHistory> Keys =>
    [
        .. _nodes.Keys.Where(_changes.ContainsKey).Select(HistoryOf),
        .. _changes.Keys.Where(key => !_nodes.ContainsKey(key)).Select(HistoryOf),
    ];

    /// <summary>The provenance of a composed configuration.</summary>
    public static ConfigProvenance Of(ComposedConfig composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        return new ConfigProvenance(composed);
    }

    /// <summary>The history of a key; null when no step ever set it.</summary>
    /// <param name="key">The key from the root, <c>a.b[0]</c> or <c>a.b.0</c>; interpolations on the way are followed.</param>
    public KeyHistory? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_changes.ContainsKey(key))
            return HistoryOf(key);
        return PlaceOf(key) is { } place && _changes.ContainsKey(place.FullKey) ? HistoryOf(place.FullKey) : null;
    }

    /// <summary>The history of a key.</summary>
    /// <exception cref="ConfigException">No step ever set it; the message names keys that are near.</exception>
    public KeyHistory Get(string key)
    {
        if (Find(key) is { } history)
            return history;
        IReadOnlyList<string> near = Nearest(key);
        string hint = near.Count == 0 ? "" : $"\nDid you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?";
        throw new ConfigException($"There is no key '{key}' in the configuration.{hint}");
    }

    /// <summary>The keys that a mistyped one most likely meant, best first; at most three.</summary>
    public IReadOnlyList<string> Nearest(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string last = LastPart(key);
        IEnumerable<string> sameEnd = _changes.Keys.Where(known => LastPart(known) == last);
        string?[] near =
        [
            NearestName.Of(key, _changes.Keys),
            NearestName.Of(last, _changes.Keys.Select(LastPart).Distinct()) is { } name ? _changes.Keys.First(known => LastPart(known) == name) : null,
        ];
        return [.. sameEnd.Concat(near.OfType<string>()).Distinct(StringComparer.Ordinal).Take(3)];
    }

    /// <summary>The value of a key with its interpolations resolved.</summary>
    /// <returns>Null when the key is not there.</returns>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public ConfigNode? Resolve(string key) => _composed.Select(key);

    /// <summary>The way from the interpolations in a key's value to the values behind them; empty for a plain value.</summary>
    public IReadOnlyList<InterpolationLink> Trail(string key) =>
        PlaceOf(key) is { } place ? new InterpolationTrail(_composed.Resolution).Of(place) : [];

    private static string LastPart(string key) => key[(key.LastIndexOf('.') + 1)..];

    private void Collect(ConfigNode node, string path)
    {
        if (path.Length > 0)
            _nodes[path] = node;
        if (node is MapNode map)
        {
            foreach (var (key, value) in map)
                Collect(value, TreeChanges.Join(path, key));
        }
        else if (node is ListNode list)
        {
            for (int i = 0; i < list.Count; i++)
                Collect(list[i], TreeChanges.Join(path, i));
        }
    }

    private Place? PlaceOf(string key)
    {
        try
        {
            return _composed.Resolution.Find(key);
        }
        catch (Exception error) when (error is ConfigException or FormatException)
        {
            return null;
        }
    }

    private KeyHistory HistoryOf(string key) => new(key, _nodes.GetValueOrDefault(key), _changes[key]);

    private void Add(string key, ValueChange change)
    {
        if (!_changes.TryGetValue(key, out List<ValueChange>? changes))
            _changes[key] = changes = [];
        changes.Add(change);
    }
}
