namespace Binnacle.Configuration;

/// <summary>One merge. It knows the maps that are being rebuilt, so that an interpolation sees what has been merged so far.</summary>
internal sealed class TreeMerge(bool isStruct, EditScope scope)
{
    private static readonly ResolverRegistry Resolvers = new();

    private readonly List<Level> _levels = [];

    /// <summary>Merges two whole trees, or two nodes of which nothing above matters.</summary>
    public ConfigNode Merge(ConfigNode target, ConfigNode source) => (target, source) switch
    {
        (MapNode into, MapNode from) => Merge(into, from),
        (MapNode, ListNode) or (ListNode, MapNode) => throw MergeFault.Kinds(FullKey(), target, source),
        (_, ScalarNode { IsMissing: true }) => target,
        _ => source,
    };

    private MapNode Merge(MapNode target, MapNode source)
    {
        if (source.Count == 0)
            return target;
        var level = new Level(scope.Open(target, source.Origin));
        _levels.Add(level);
        foreach (var (key, node) in source)
        {
            level.Key = key;
            if (level.Map.TryGetValue(key, out ConfigNode? existing))
                level.Map.Put(key, Merge(node is ScalarNode ? existing : Expanded(existing), node));
            else if (isStruct)
                throw MergeFault.NotInStruct(FullKey(), key.Text, target, key.Origin ?? node.Origin);
            else
                level.Map.Put(key, node);
        }

        _levels.RemoveAt(_levels.Count - 1);
        return level.Map;
    }

    /// <summary>The content of the container for which an interpolation in the target stands; else the node itself.</summary>
    private ConfigNode Expanded(ConfigNode existing)
    {
        if (existing is not ScalarNode { IsInterpolation: true })
            return existing;
        scope.Seal();
        var context = new ResolutionContext(Snapshot(), Resolvers);
        Place place = context.RootPlace;
        foreach (Level level in _levels)
            place = place.Child(level.Key, ((MapNode)place.Node)[level.Key]);
        try
        {
            Resolved value = new Evaluation(context).Dereference(place);
            return value.IsContainer ? value.Node : existing;
        }
        catch (ConfigException)
        {
            // What cannot be resolved yet is replaced like any other scalar.
            return existing;
        }
    }

    private MapNode Snapshot()
    {
        MapNode? inner = null;
        for (int i = _levels.Count - 1; i >= 0; i--)
            inner = inner is null ? new MapNode(_levels[i].Map, _levels[i].Map.Origin) : _levels[i].Map.With(_levels[i].Key, inner);
        return inner!;
    }

    private string FullKey()
    {
        Place place = new(MapNode.Empty);
        foreach (Level level in _levels)
            place = place.Child(level.Key, MapNode.Empty);
        return place.FullKey;
    }

    private sealed class Level(MapNode map)
    {
        public MapNode Map { get; } = map;

        public ConfigKey Key { get; set; }
    }
}
