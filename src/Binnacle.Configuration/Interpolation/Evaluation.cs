using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>One run of resolution over a context: what is being resolved now, and how much work it has been.</summary>
internal sealed class Evaluation
{
    /// <summary>Most interpolations and nodes that one run may visit; a tree that doubles itself reaches it at once.</summary>
    private const int MaxSteps = 2_000_000;

    private const int LongestText = 100_000_000;

    private readonly List<Place> _active;
    private readonly List<Place> _expanding = [];
    private int _steps;

    public Evaluation(ResolutionContext context)
        : this(context, [])
    {
    }

    private Evaluation(ResolutionContext context, List<Place> active)
    {
        Context = context;
        _active = active;
    }

    public ResolutionContext Context { get; }

    /// <summary>A reference to a missing value gives a missing value, instead of a fault.</summary>
    public bool KeepsMissing { get; init; }

    /// <summary>A run over another root that still sees the cycles of this one.</summary>
    public Evaluation Over(ResolutionContext context) => new(context, _active);

    /// <summary>Follows the interpolation at a place, if there is one, to what it stands for.</summary>
    public Resolved Dereference(Place place)
    {
        if (place.Node is not ScalarNode { IsInterpolation: true } scalar)
            return new(place.Node, place);

        Step(place);
        int start = _active.FindIndex(active => active.IsAt(place));
        if (start >= 0)
            throw InterpolationFault.Cycle(_active.Skip(start).Append(place), place);
        _active.Add(place);
        Resolved result = Typed(Evaluate(Parse(scalar, place), place), place);
        _active.RemoveAt(_active.Count - 1);
        return result;
    }

    /// <summary>The node at a place with every interpolation below it resolved.</summary>
    public ConfigNode Resolve(Place place) => Contents(Dereference(place), place);

    /// <summary>The whole value of something that has been followed already.</summary>
    public ConfigNode Contents(Resolved value) => Contents(value, value.Place);

    /// <summary>The node under a key, interpolations on the way and at its end followed.</summary>
    /// <param name="start">Where the key begins.</param>
    /// <param name="path">The key, without leading dots.</param>
    /// <param name="owner">The place that asks, for errors.</param>
    /// <param name="shown">The key as it was written, when an absent or missing value is an error, as in <c>${a.b}</c>; null when it is not.</param>
    /// <returns>The value, or null when there is none.</returns>
    public Resolved? Find(Place start, IReadOnlyList<string> path, Place owner, string? shown)
    {
        Place current = start;
        for (int i = 0; ; i++)
        {
            if (Child(current, path[i], owner) is not { } child)
                return shown is null ? null : throw InterpolationFault.NoSuchKey(owner, shown, current, path[i]);
            if (child.Node is ScalarNode { IsMissing: true })
            {
                if (shown is not null)
                    throw InterpolationFault.Missing(owner, child);
                return i == path.Count - 1 ? new(child.Node, child) : null;
            }

            Resolved value = Dereference(child);
            if (i == path.Count - 1)
                return value;
            if (!value.IsContainer)
                return shown is null ? null : throw NotContainer(owner, shown, path, i);
            current = value.Place!;
        }
    }

    /// <summary>The node under a key as a resolver asks for it: leading dots count from the parent of the interpolation.</summary>
    public Resolved? Select(string key, Place owner, bool isCall = false)
    {
        string rest = key.TrimStart('.');
        Place start = Start(key.Length - rest.Length, key, owner, isCall);
        return rest.Length == 0 ? new(start.Node, start) : Find(start, KeyPath.Split(rest), owner, shown: null);
    }

    /// <summary>The place of a key from the root or from <paramref name="start"/>, what stands there not followed; null when there is none.</summary>
    public Place? FindWritten(IReadOnlyList<string> path, Place? start = null)
    {
        Place at = start ?? Context.RootPlace;
        for (int i = 0; i < path.Count; i++)
        {
            Resolved container = Dereference(at);
            if (!container.IsContainer || Child(container.Place!, path[i], at) is not { } child)
                return null;
            at = child;
        }

        return at;
    }

    /// <summary>The place that a reference names, what stands there not followed; null when there is none.</summary>
    public Place? TargetOf(Expression.Reference reference, Place owner)
    {
        (Place start, string key) = Named(reference, owner);
        return FindWritten(reference.Path ?? KeyPath.Split(key), start);
    }

    /// <summary>Where the way of a reference ends too early: the place that is there, and the part of the key that it lacks.</summary>
    /// <returns>Null when the target is there, or when a value on the way is missing or null, so that only a run can tell.</returns>
    /// <exception cref="ConfigException">An interpolation on the way cannot be resolved.</exception>
    public (Place Place, string Missing)? GapOf(Expression.Reference reference, Place owner)
    {
        (Place at, string key) = Named(reference, owner);
        foreach (string part in reference.Path ?? KeyPath.Split(key))
        {
            Resolved found = Dereference(at);
            if (found.Node is ScalarNode)
                return found.Place is null || found.Node is ScalarNode { Value: null } or ScalarNode { IsMissing: true } ? null : (at, part);
            if (found.Place is null)
                return null;
            if (Child(found.Place, part, at) is not { } child)
                return (found.Place, part);
            at = child;
        }

        return null;
    }

    public Expression Parse(ScalarNode scalar, Place place)
    {
        try
        {
            return scalar.Expression;
        }
        catch (InterpolationSyntaxException error)
        {
            throw InterpolationFault.Syntax(place, (string)scalar.Value!, error);
        }
    }

    public Resolved Evaluate(Expression expression, Place owner) => expression switch
    {
        Expression.Constant constant => new(constant.Value),
        Expression.Text text => new(ScalarNode.Literal(Join(text.Parts, owner), owner.Node.Origin)),
        Expression.Reference reference => Follow(reference, owner),
        Expression.Call call => Invoke(call, owner),
        Expression.List list => new(new ListNode(list.Items.Select(item => Contents(Evaluate(item, owner))))),
        Expression.Map map => new(new MapNode(map.Entries.Select(entry =>
            new KeyValuePair<ConfigKey, ConfigNode>(entry.Key, Contents(Evaluate(entry.Value, owner)))))),
        Expression.Omitted omitted => Omitted(omitted),
        _ => throw new InvalidOperationException($"No rule for {expression.GetType().Name}."),
    };

    /// <summary>The value in the type that the place of its interpolation declares, where that is one of single values.</summary>
    private static Resolved Typed(Resolved value, Place place)
    {
        NodeType type = place.Parent?.Node switch
        {
            MapNode map => map.Type,
            ListNode list => list.Type,
            _ => NodeType.Any,
        };
        if (ReferenceEquals(type, NodeType.Any) || type.Under(place.ConfigKey) is not ScalarType declared || declared is UnionType)
            return value;
        ConfigNode typed = TypeConversion.Read(declared, value.Node, place);
        return ReferenceEquals(typed, value.Node) ? value : new(typed);
    }

    private Resolved Omitted(Expression.Omitted omitted)
    {
        Context.Warn($"In the sequence `{omitted.Sequence}` an element is left out; write '' where an empty text is meant.");
        return new(new ScalarNode(""));
    }

    private string Join(ImmutableArray<Expression> parts, Place owner)
    {
        var text = new StringBuilder();
        foreach (Expression part in parts)
        {
            text.Append(PythonText.Of(Evaluate(part, owner).Node));
            if (text.Length > LongestText)
                throw InterpolationFault.At(owner, $"the interpolation makes a text of more than {LongestText:N0} characters.");
        }

        return text.ToString();
    }

    private Resolved Follow(Expression.Reference reference, Place owner)
    {
        (Place start, string key) = Named(reference, owner);
        Resolved target = Find(start, reference.Path ?? KeyPath.Split(key), owner, key)!;
        if (target.IsContainer && owner.Container.IsWithin(target.Place!))
            throw InterpolationFault.At(owner, "Interpolation to parent node detected");
        return target;
    }

    /// <summary>Where the key of a reference begins, and the key without leading dots.</summary>
    private (Place Start, string Key) Named(Expression.Reference reference, Place owner)
    {
        int dots = reference.Dots;
        string written = KeyText(reference.Key, owner), key = written.TrimStart('.');
        dots += written.Length - key.Length;
        return (Start(dots, new string('.', dots) + key, owner), key);
    }

    /// <summary>A key or a resolver's name with its nested interpolations, each of which must give text.</summary>
    private string KeyText(ImmutableArray<Expression> parts, Place owner)
    {
        if (parts is [Expression.Constant { Value.Value: string alone }])
            return alone;
        var text = new StringBuilder();
        foreach (Expression part in parts)
        {
            ConfigNode node = Evaluate(part, owner).Node;
            text.Append(node is ScalarNode { Value: string word }
                ? word
                : throw InterpolationFault.At(
                    owner, $"an interpolation inside a key must give text; {SourceOf(part)} gives {PythonText.Of(node)} ({TypeName.Of(node)})."));
        }

        return text.ToString();
    }

    private static string SourceOf(Expression part) => part switch
    {
        Expression.Reference reference => reference.Source,
        Expression.Call call => call.Source,
        _ => "it",
    };

    /// <summary>Where a key begins: the root, or by its dots the container of the interpolation or one above it.</summary>
    private Place Start(int dots, string key, Place owner, bool isCall = false)
    {
        if (dots == 0)
            return Context.RootPlace;
        Place start = owner.Container;
        for (int i = 1; i < dots; i++)
        {
            start = start.Parent ?? throw InterpolationFault.At(
                owner,
                $"ConfigKeyError {(isCall ? "raised " : "")}while resolving interpolation: Error resolving key '{key}'",
                "The key has more dots than there are levels above it.");
        }

        return start;
    }

    private static Place? Child(Place place, string part, Place owner)
    {
        switch (place.Node)
        {
            case MapNode map:
                return map.TryGetValue(part, out ConfigNode? node) ? place.Child(part, node) : null;
            case ListNode list when PythonNumber.Index(part) is null:
                throw InterpolationFault.NotAnIndex(owner, place, part, list.Count);
            case ListNode list:
                return PythonNumber.Index(part) is { } index && index >= 0 && index < list.Count ? place.Child(index, list[index]) : null;
            default:
                return null;
        }
    }

    private static ConfigException NotContainer(Place owner, string shown, IReadOnlyList<string> path, int part) => InterpolationFault.Raised(
        owner,
        "ConfigTypeError",
        $"Error trying to access {shown}: node `{string.Join('.', path.Take(part + 1))}` is not a container and thus cannot contain `{path[part + 1]}`");

    private Resolved Invoke(Expression.Call call, Place owner)
    {
        string name = KeyText(call.Name, owner);
        if (!Context.Resolvers.TryGet(name, out InternalResolver? resolver, out bool useCache))
        {
            throw InterpolationFault.At(
                owner,
                $"Unsupported interpolation type {name}",
                NearestName.Of(name, Context.Resolvers.Names) is { } nearest ? $"Did you mean '{nearest}'?" : null);
        }

        string cacheKey = useCache ? $"{name}:{call.ArgumentText}" : "";
        if (useCache && Context.Cache.Values.TryGetValue(cacheKey, out Resolved? cached))
            return cached;
        var arguments = new Resolved[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Evaluate(call.Arguments[i], owner);
        Resolved result = Run(resolver, new ResolverCall(this, name, arguments, owner), owner);
        return useCache ? Context.Cache.Values.GetOrAdd(cacheKey, result) : result;
    }

    private static Resolved Run(InternalResolver resolver, ResolverCall call, Place owner)
    {
        try
        {
            return resolver(call);
        }
        catch (ResolverException error)
        {
            throw InterpolationFault.Raised(owner, error.Kind, error.Message, inner: error);
        }
        catch (Exception error) when (error is not (ConfigException or OutOfMemoryException or OperationCanceledException))
        {
            throw InterpolationFault.Raised(owner, error.GetType().Name, error.Message, inner: error);
        }
    }

    private ConfigNode Contents(Resolved value, Place? asked)
    {
        if (value.Place is not { } place)
            return Final(value.Node);
        if (value.Node is ScalarNode)
            return value.Node;

        Step(place);
        int start = ReferenceEquals(place, asked) ? -1 : _expanding.FindIndex(outer => outer.IsAt(place));
        if (start >= 0)
            throw InterpolationFault.Cycle(_expanding.Skip(start).Append(place), asked ?? place);
        _expanding.Add(place);
        ConfigNode result = value.Node is MapNode map ? Contents(map, place) : Contents((ListNode)value.Node, place);
        _expanding.RemoveAt(_expanding.Count - 1);
        return result;
    }

    private MapNode Contents(MapNode map, Place place)
    {
        bool changed = false;
        var entries = new List<KeyValuePair<ConfigKey, ConfigNode>>(map.Count);
        foreach (var (key, node) in map)
        {
            ConfigNode resolved = Inner(node) ? Within(place.Child(key, node)) : node;
            changed |= !ReferenceEquals(resolved, node);
            entries.Add(new(key, resolved));
        }

        return changed ? new MapNode(entries, map.Origin) : map;
    }

    private ListNode Contents(ListNode list, Place place)
    {
        bool changed = false;
        var items = new List<ConfigNode>(list.Count);
        foreach (ConfigNode node in list)
        {
            ConfigNode resolved = Inner(node) ? Within(place.Child(items.Count, node)) : node;
            changed |= !ReferenceEquals(resolved, node);
            items.Add(resolved);
        }

        return changed ? new ListNode(items, list.Origin) : list;
    }

    private ConfigNode Within(Place place)
    {
        if (!KeepsMissing)
            return Resolve(place);
        (int active, int expanding) = (_active.Count, _expanding.Count);
        try
        {
            return Resolve(place);
        }
        catch (MissingTargetException)
        {
            _active.RemoveRange(active, _active.Count - active);
            _expanding.RemoveRange(expanding, _expanding.Count - expanding);
            return new ScalarNode(ScalarNode.MissingText, place.Node.Origin);
        }
    }

    private static bool Inner(ConfigNode node) => node is not ScalarNode { IsInterpolation: false };

    /// <summary>A plain value as it is; text in it that looks like an interpolation stays text.</summary>
    private static ConfigNode Final(ConfigNode node) => node switch
    {
        ScalarNode { IsInterpolation: true } scalar => ScalarNode.Literal(scalar.Value, scalar.Origin),
        MapNode map => new MapNode(map.Select(entry => new KeyValuePair<ConfigKey, ConfigNode>(entry.Key, Final(entry.Value))), map.Origin),
        ListNode list => new ListNode(list.Select(Final), list.Origin),
        _ => node,
    };

    private void Step(Place place)
    {
        if (++_steps > MaxSteps)
            throw InterpolationFault.At(place, $"the interpolations expand to more than {MaxSteps:N0} values.");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw InterpolationFault.At(place, "interpolations follow each other too deeply.");
    }
}
