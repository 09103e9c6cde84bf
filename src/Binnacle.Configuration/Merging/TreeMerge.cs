namespace Binnacle.Configuration;

/// <summary>One merge. It knows the containers that are being rebuilt, so that an interpolation sees what has been merged so far.</summary>
/// <param name="isStruct">Refuse keys that the target's maps do not have.</param>
/// <param name="scope">The run of edits to which the merge belongs.</param>
/// <param name="prefix">The key of the place at which the merge begins; empty for the root.</param>
internal sealed class TreeMerge(bool isStruct, EditScope scope, string prefix = "", bool isReadOnly = false, bool isSourceReadOnly = false)
{
    private static readonly ResolverRegistry Resolvers = new();

    private readonly List<Level> _levels = [];

    /// <summary>Merges two whole trees, or two nodes of which nothing above matters.</summary>
    public ConfigNode Merge(ConfigNode target, ConfigNode source) => Merge(target, source, TypeOf(target));

    /// <summary>The target with the source laid over it, at a place that declares a type.</summary>
    /// <exception cref="ConfigException">The source does not fit.</exception>
    public ConfigNode Merge(ConfigNode target, ConfigNode source, NodeType declared, bool isAssignment = false)
    {
        switch (target, source)
        {
            case (_, ScalarNode { IsMissing: true }):
                return Typed(target, declared, isAssignment);
            case (MapNode into, MapNode from):
                return Merge(into, from, declared, isAssignment);
            case (MapNode { Type: ClassType known }, ScalarNode { Value: not null, IsInterpolation: false }) when declared is not ClassType:
                throw Outside($"Merge error: {PythonType.Of(source)} is not a subclass of {known.Name}. value: {PythonText.Of(source)}", source.Origin);
            case (MapNode, ListNode) or (ListNode, MapNode) when declared is not (MapType or ClassType):
                throw MergeFault.Kinds(FullKey(), target, source);
            default:
                return Typed(source, declared, isAssignment);
        }
    }

    /// <summary>The target's map with the source's entries laid over its own; a class of the source becomes that of the map.</summary>
    /// <exception cref="ConfigException">The source does not fit.</exception>
    public MapNode Merge(MapNode target, MapNode source, NodeType declared, bool isAssignment = false)
    {
        if (source.Count == 0 && source.Type is not ClassType)
            return target;
        if (target.Type is ClassType known && source.Type is ClassType given && !given.IsOrDerivesFrom(known))
            throw Fault("ValidationError", $"Merge error: {given.Name} is not a subclass of {known.Name}. value: {PythonText.Of(source)}", source.Origin);
        MapNode map = scope.Open(target, source.Origin);
        if (source.Type is ClassType)
            map.Retype(source.Type);
        Level level = Enter(map, declared);
        foreach (var (key, node) in source)
        {
            level.Key = key;
            NodeType type = map.Type.Under(key) ?? throw UnknownKey((ClassType)map.Type, key, key.Origin ?? node.Origin);
            ConfigKey typed = level.Key = map.Type is MapType { Key: ScalarType keys } ? KeyOf(keys, key) : key;
            bool exists = map.TryGetValue(typed, out ConfigNode? existing);
            RefuseReadOnly(existing, node);
            if (exists)
                map.Put(typed, Merge(node is ScalarNode { IsMissing: false } ? existing! : Expanded(existing!), node, type, isAssignment));
            else if (isStruct && map.Type is not ClassType)
                throw MergeFault.NotInStruct(FullKey(), key.Text, target, key.Origin ?? node.Origin);
            else
                map.Put(typed, ReferenceEquals(type, NodeType.Any) ? node : new TypeConversion(this, isAssignment).ConvertNew(type, node));
        }

        Leave();
        return map;
    }

    private void RefuseReadOnly(ConfigNode? existing, ConfigNode node)
    {
        bool isMissing = node is ScalarNode { IsMissing: true };
        if (isReadOnly && !(existing is MapNode or ListNode && node is not ScalarNode { IsMissing: false }))
            throw MergeFault.ReadOnly(FullKey(), node.Origin);
        if (isSourceReadOnly && isMissing && existing is ScalarNode)
            throw MergeFault.ReadOnlyValue(FullKey(), node.Origin);
    }

    /// <summary>Goes into a container whose entries are merged or converted next.</summary>
    public Level Enter(ConfigNode container, NodeType declared, ConfigKey? key = null)
    {
        var level = new Level(container, declared) { Key = key ?? ConfigKey.Null };
        _levels.Add(level);
        return level;
    }

    /// <summary>Comes back out of the container.</summary>
    public void Leave() => _levels.RemoveAt(_levels.Count - 1);

    /// <summary>A fault at the present key.</summary>
    /// <param name="kind">The kind of fault as the reference names it.</param>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="origin">Where the value was written.</param>
    /// <param name="nearest">The valid value or key that was most likely meant.</param>
    public ConfigTypeException Fault(string kind, string sentence, Origin? origin, string? nearest = null)
    {
        Level? level = _levels.Count > 0 ? _levels[^1] : null;
        return new(kind, MergeFault.Typed(sentence, FullKey(), level?.Container, level?.Declared ?? NodeType.Any, nearest), origin);
    }

    /// <summary>The fault of a present key that a class does not have.</summary>
    /// <summary>A fault of the container in which the value stands, named by the container's own key.</summary>
    private ConfigTypeException Outside(string sentence, Origin? origin)
    {
        Leave();
        return Fault("ValidationError", sentence, origin);
    }

    public ConfigTypeException UnknownKey(ClassType type, ConfigKey key, Origin? origin) =>
        Fault("ConfigKeyError", $"Key '{key.Text}' not in '{type.Name}'", origin, NearestName.Of(key.Text, type.Fields.Keys));

    /// <summary>The present key, as the reference writes it: <c>a.b[0]</c>.</summary>
    public string FullKey()
    {
        Place place = new(MapNode.Empty);
        foreach (Level level in _levels)
            place = level.Container is ListNode ? place.Child((int)(long)level.Key.Value!, MapNode.Empty) : place.Child(level.Key, MapNode.Empty);
        string key = place.FullKey;
        return prefix.Length == 0 || key.Length == 0 || key[0] == '[' ? prefix + key : $"{prefix}.{key}";
    }

    private ConfigNode Typed(ConfigNode value, NodeType type, bool isAssignment) =>
        ReferenceEquals(type, NodeType.Any) ? value : new TypeConversion(this, isAssignment).Convert(type, value);

    private static NodeType TypeOf(ConfigNode node) => node is ListNode list ? list.Type : NodeType.Any;

    private ConfigKey KeyOf(ScalarType type, ConfigKey key)
    {
        object? fitted = key.Value is null ? null : type.Fit(key.Value);
        bool fits = fitted is not null && (type is EnumType || Equals(fitted, key.Value) || (type is BoolType && key.Value is long and (0 or 1)));
        if (type is IntegerType && key.Value is bool)
            return key;
        if (fits)
            return new ConfigKey(fitted, key.Origin);
        throw Fault(
            "KeyValidationError",
            type is EnumType choices
                ? $"Key '{key.Text}' is incompatible with the enum type '{type.Name}', valid: [{string.Join(", ", choices.Members.Select(member => member.Name))}]"
                : $"Key {key.Text} ({PythonType.Of(new ScalarNode(key.Value))}) is incompatible with ({type.Name})",
            key.Origin,
            type.Nearest(key.Text));
    }

    /// <summary>The content of the container for which an interpolation in the target stands; else the node itself.</summary>
    private ConfigNode Expanded(ConfigNode existing)
    {
        if (existing is not ScalarNode { IsInterpolation: true } || _levels.Exists(level => level.Container is ListNode))
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
        {
            var map = (MapNode)_levels[i].Container;
            inner = inner is null ? new MapNode(map, map.Origin) : map.With(_levels[i].Key, inner);
        }

        return inner!;
    }

    /// <summary>A container on the way to the present place.</summary>
    /// <param name="Container">The container as far as it is merged; for a list, the one that is read.</param>
    /// <param name="Declared">The type that its own place declares.</param>
    internal sealed record Level(ConfigNode Container, NodeType Declared)
    {
        /// <summary>The key or index in it that leads on.</summary>
        public ConfigKey Key { get; set; } = ConfigKey.Null;
    }
}
