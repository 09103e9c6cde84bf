using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>One instantiation: goes through a resolved config, depth first, and calls its targets.</summary>
internal sealed class InstantiationPass(TargetRegistry registry)
{
    private readonly CallSite _caller = new();

    public T Run<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ConfigNode? config, IEnumerable<(string Name, object? Value)> arguments)
    {
        switch (config)
        {
            case null or ScalarNode { Value: null }:
                return default!;
            case MapNode map:
                MapNode merged = Merged(map, arguments, "");
                return Made<T>(new ResolutionContext(merged).Resolve(), "", TargetModes.Default);
            case ListNode list:
                // A list is no root of its own; a map around it is one for its interpolations.
                MapNode around = new([new("config", list)]);
                return Made<T>(new ResolutionContext(around).Resolve()["config"], "", ModesOf(list, arguments));
            default:
                throw NotInstantiable(config, "");
        }
    }

    public T Run<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ResolutionContext context, string key, IEnumerable<(string Name, object? Value)> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ConfigNode config = Written(context, key);
        (string Name, object? Value)[] given = [.. arguments];
        TargetModes modes = config is ListNode list ? ModesOf(list, given) : TargetModes.Default;
        if (given.Length > 0 && config is not ListNode)
            context = context.With((MapNode)ConfigEdit.Set(context.Root, KeyPath.Split(key), Merged(config, given, key), merge: false));
        ConfigNode resolved = context.Select(key)!;
        return resolved is ScalarNode { Value: null } ? default! : Made<T>(resolved, key, modes);
    }

    /// <summary>The node at a key, an interpolation that stands for it resolved.</summary>
    private static ConfigNode Written(ResolutionContext context, string key)
    {
        ConfigNode? config = context.Find(key)?.Node;
        if (config is ScalarNode { IsInterpolation: true })
            config = context.Select(key);
        if (config is not null)
            return config;
        string? nearest = NearestName.Of(key, context.Root.Keys.Select(candidate => candidate.Text));
        throw new InstantiationException($"There is no config '{key}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}", key, context.Root.Origin);
    }

    private MapNode Merged(ConfigNode config, IEnumerable<(string Name, object? Value)> arguments, string key) =>
        config is MapNode map ? (MapNode)ConfigMerge.Merge(map, _caller.Tree(arguments)) : throw NotInstantiable(config, key);

    /// <summary>A list takes only modes from the caller, for each of its items.</summary>
    private TargetModes ModesOf(ListNode list, IEnumerable<(string Name, object? Value)> arguments)
    {
        MapNode given = _caller.Tree(arguments);
        if (given.ContainsKey(TargetKeys.Partial))
            throw new InstantiationException("The _partial_ keyword is not compatible with top-level list instantiation", "", list.Origin);
        ConfigKey? other = given.Keys.FirstOrDefault(key => !TargetKeys.IsMode(key));
        return other is null
            ? TargetModes.Default.Of(given, "")
            : throw new InstantiationException($"A list takes no arguments; '{other}' is given.", "", list.Origin);
    }

    private T Made<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ConfigNode resolved, string key, TargetModes inherited)
    {
        TargetModes modes = resolved switch
        {
            MapNode map => inherited.Of(map, key),
            ListNode => inherited,
            _ => throw NotInstantiable(resolved, key),
        };
        object? made = Visit(resolved, key, inherited);
        var conversion = new ArgumentConversion(modes.Convert);
        object? converted = conversion.To(typeof(T), made, key, allowsNull: default(T) is null, resolved.Origin);
        return conversion.Faults.Count == 0
            ? (T)converted!
            : throw new InstantiationException(string.Join('\n', conversion.Faults), key, resolved.Origin, new ConfigBindingException(conversion.Faults));
    }

    /// <summary>The node itself where nothing in it was made, else what was made.</summary>
    private object? Visit(ConfigNode node, string key, TargetModes inherited)
    {
        if (_caller.IsObject(node, out object? given))
            return given;
        switch (node)
        {
            case MapNode map:
                TargetModes modes = inherited.Of(map, key);
                return map.ContainsKey(TargetKeys.Target) ? Call(map, key, modes) : VisitMap(map, key, modes);
            case ListNode list:
                Argument[] items = [.. list.Select((item, index) => Visited(null, item, $"{key}[{index}]", inherited))];
                return items.Zip(list).All(pair => ReferenceEquals(pair.First.Value, pair.Second)) ? list : new MixedList(items);
            case ScalarNode { IsMissing: true }:
                throw Missing(node, key);
            default:
                return node;
        }
    }

    private object VisitMap(MapNode map, string key, TargetModes modes)
    {
        // Modes that were given at the call are no content.
        if (key.Length == 0 && map.Keys.Any(TargetKeys.IsMode))
            map = new MapNode(map.Where(entry => !TargetKeys.IsMode(entry.Key)), map.Origin);
        Argument[] entries = [.. map.Select(entry => Visited(entry.Key.Text, entry.Value, Join(key, entry.Key.Text), modes))];
        return entries.Zip(map.Values).All(pair => ReferenceEquals(pair.First.Value, pair.Second)) ? map : new MixedMap(entries, map.Type, map.Origin);
    }

    private Argument Visited(string? name, ConfigNode node, string key, TargetModes modes) => new(name, Visit(node, key, modes), key);

    private object? Call(MapNode map, string key, TargetModes modes)
    {
        Origin? origin = map[TargetKeys.Target].Origin ?? map.Origin;
        Target target = registry.Find(NameOf(map[TargetKeys.Target], key), key, origin);
        var named = new List<Argument>();
        foreach (var (name, node) in map.Where(entry => !TargetKeys.IsControl(entry.Key)))
        {
            if (modes.IsPartial && node is ScalarNode { IsMissing: true })
                continue;
            named.Add(Given(name.Text, node, Join(key, name.Text), modes));
        }

        var call = new TargetCall(Positional(map, key, modes), named, modes.Convert, key, origin);
        return modes.IsPartial ? new PartialTarget(target, call) : target.Invoke(call);
    }

    private Argument[] Positional(MapNode map, string key, TargetModes modes)
    {
        string argumentsKey = Join(key, TargetKeys.Arguments);
        return map.TryGetValue(TargetKeys.Arguments, out ConfigNode? arguments)
            ? arguments is ListNode list
                ? [.. list.Select((item, index) => Given(null, item, $"{argumentsKey}[{index}]", modes))]
                : throw new InstantiationException($"{argumentsKey}: expected a list, found a {TypeName.Of(arguments)}.", key, arguments.Origin ?? map.Origin)
            : [];
    }

    private Argument Given(string? name, ConfigNode node, string key, TargetModes modes)
    {
        if (node is ScalarNode { IsMissing: true })
            throw Missing(node, key);
        if (modes.IsRecursive)
            return Visited(name, node, key, modes);
        return new(name, _caller.IsObject(node, out object? given) ? given : node, key);
    }

    private static string NameOf(ConfigNode target, string key) => target is ScalarNode { Value: string { Length: > 0 } name, IsMissing: false }
        ? name
        : throw new InstantiationException(
            target is ScalarNode { IsMissing: true }
                ? "Config has missing value for key `_target_`, cannot instantiate."
                : $"{Join(key, TargetKeys.Target)}: expected the name of a target, found {PythonText.Representation(target)} ({TypeName.Of(target)}).",
            key,
            target.Origin);

    private static InstantiationException Missing(ConfigNode node, string key) => new("Missing mandatory value: " + key, key, node.Origin);

    private static InstantiationException NotInstantiable(ConfigNode config, string key) =>
        new($"Cannot instantiate config of type {TypeName.Of(config)}: expected a map with _target_, or a map or list of such.", key, config.Origin);

    private static string Join(string key, string name) => key.Length == 0 ? name : $"{key}.{name}";
}
