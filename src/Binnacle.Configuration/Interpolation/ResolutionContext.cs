using System.Collections.Concurrent;
using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Resolves the interpolations of one tree.</summary>
/// <remarks>
/// The tree stays as it is; resolved values are new nodes. A whole-value interpolation keeps the type of what it refers to,
/// inside text it is printed as Python prints it. Thread-safe when the resolvers are.
/// </remarks>
public sealed class ResolutionContext
{
    private const int MaxParsed = 100_000;
    private static readonly ConcurrentDictionary<string, Expression> Parsed = new(StringComparer.Ordinal);

    private readonly ResolverRegistry _resolvers;
    private readonly Func<MapNode?> _hydra;
    private readonly AsyncLocal<Stack<Cursor>?> _resolving = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    /// <param name="root">The tree.</param>
    /// <param name="resolvers">The resolvers; the built-in ones when null.</param>
    /// <param name="hydra">The hydra node that <c>${hydra:…}</c> reads; null when there is none.</param>
    /// <param name="cache">Values of cached resolvers; a new cache when null.</param>
    /// <param name="environment">Reads an environment variable; the process's own when null.</param>
    /// <param name="time">The clock of <c>${now:…}</c>; the system's when null.</param>
    public ResolutionContext(
        MapNode root,
        ResolverRegistry? resolvers = null,
        MapNode? hydra = null,
        ResolutionCache? cache = null,
        Func<string, string?>? environment = null,
        TimeProvider? time = null)
    {
        Root = root ?? throw new ArgumentNullException(nameof(root));
        _resolvers = resolvers ?? new ResolverRegistry();
        _hydra = () => hydra ?? (root.TryGetValue("hydra", out ConfigNode? node) ? node as MapNode : null);
        Hydra = hydra;
        Cache = cache ?? new ResolutionCache();
        Environment = environment ?? System.Environment.GetEnvironmentVariable;
        Time = time ?? TimeProvider.System;
    }

    /// <summary>The tree, unresolved.</summary>
    public MapNode Root { get; }

    /// <summary>Values of cached resolvers.</summary>
    public ResolutionCache Cache { get; }

    /// <summary>Warnings of resolvers (<c>oc.deprecated</c>), in order.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    internal MapNode? Hydra { get; }

    internal Func<string, string?> Environment { get; }

    internal TimeProvider Time { get; }

    /// <summary>A context over another tree with the same resolvers, cache, environment and clock.</summary>
    public ResolutionContext With(MapNode root, MapNode? hydra = null) => new(root, _resolvers, hydra ?? Hydra, Cache, Environment, Time);

    /// <summary>The whole tree with every interpolation replaced by its value; <c>???</c> stays.</summary>
    /// <exception cref="ConfigException">An interpolation cannot be resolved; the message names its key and place.</exception>
    public MapNode Resolve() => (MapNode)ResolveTree(RootCursor);

    /// <summary>The resolved node at a key such as <c>a.b[0]</c>.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ConfigException">An interpolation on the way cannot be resolved.</exception>
    public ConfigNode? Select(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Cursor? found;
        try
        {
            found = Find(key);
        }
        catch (ConfigException error) when (error.Data["unreachable"] is not null)
        {
            return null;
        }

        return found is null ? null : ResolveTree(found);
    }

    internal void Warn(string message) => _warnings.Enqueue(message);

    private Cursor RootCursor => new(Root, null, "");

    internal Cursor? Find(string key) =>
        key.Length == 0 ? RootCursor : Walk(RootCursor, KeyPath.Split(key), key);

    /// <summary>The node at a key seen from a value: leading dots count from the value's container.</summary>
    internal Cursor? SelectFrom(Cursor at, string key)
    {
        int level = key.Length - key.TrimStart('.').Length;
        Cursor? from = level == 0 ? RootCursor : Up(at, level);
        if (from is null)
            return null;
        Cursor? found = key.Length == level ? from : Walk(from, KeyPath.Split(key[level..]), key);
        return found?.Node is ScalarNode { IsMissing: true } ? null : found;
    }

    internal ConfigNode SelectHydra(string key)
    {
        if (_hydra() is not { } hydra)
            throw new ResolverException("ValueError", "HydraConfig was not set");
        var context = new ResolutionContext(new MapNode([new("hydra", hydra)]), _resolvers, hydra, Cache, Environment, Time);
        Cursor? found = context.Find("hydra." + key);
        return found is null or { Node: ScalarNode { IsMissing: true } }
            ? throw new ResolverException("ConfigKeyError", $"Key not found: '{key}'" + Suggest(hydra, key))
            : context.ResolveTree(found);
    }

    /// <summary>The node with everything inside it resolved.</summary>
    internal ConfigNode ResolveTree(Cursor at)
    {
        Cursor followed = Follow(at);
        return followed.Node switch
        {
            MapNode map => ResolveMap(map, followed),
            ListNode list => ResolveList(list, followed),
            var scalar => scalar.Origin is null && at.Node.Origin is not null ? ((ScalarNode)scalar).WithOrigin(at.Node.Origin) : scalar,
        };
    }

    private MapNode ResolveMap(MapNode map, Cursor at)
    {
        bool changed = false;
        List<KeyValuePair<ConfigKey, ConfigNode>> entries = new(map.Count);
        foreach (var (key, node) in map)
        {
            ConfigNode resolved = ResolveTree(at.Child(key, node));
            changed |= !ReferenceEquals(resolved, node);
            entries.Add(new(key, resolved));
        }

        return changed ? new MapNode(entries, map.Origin) : map;
    }

    private ListNode ResolveList(ListNode list, Cursor at)
    {
        ConfigNode[] items = [.. list.Select((node, index) => ResolveTree(at.Child(index, node)))];
        return items.SequenceEqual(list) ? list : new ListNode(items, list.Origin);
    }

    /// <summary>Follows interpolations until there is a value; other nodes stay as they are.</summary>
    internal Cursor Follow(Cursor at)
    {
        if (at.Node is not ScalarNode { Value: string text } || !InterpolationParser.HasInterpolation(text))
            return at;

        Stack<Cursor> resolving = _resolving.Value ??= new();
        if (resolving.Any(other => ReferenceEquals(other.Node, at.Node) && other.FullKey == at.FullKey))
        {
            string chain = string.Join(" -> ", resolving.Reverse().SkipWhile(other => other.FullKey != at.FullKey).Append(at).Select(step => step.FullKey));
            throw Located(new ConfigException($"Recursive interpolation detected\n    {chain}"), at);
        }

        resolving.Push(at);
        try
        {
            Cursor value = Evaluate(Parse(text), at);
            return value.Node is ScalarNode { IsMissing: true } missing && !ReferenceEquals(missing, at.Node)
                ? throw new ConfigException($"MissingMandatoryValue while resolving interpolation: Missing mandatory value: {value.FullKey}")
                : value;
        }
        catch (ResolverException error)
        {
            throw Located(new ConfigException($"{error.Kind} raised while resolving interpolation: {error.Message}", null, error), at);
        }
        catch (ConfigException error) when (error.Data["located"] is null)
        {
            throw Located(error, at);
        }
        finally
        {
            resolving.Pop();
        }
    }

    private static ConfigException Located(ConfigException error, Cursor at)
    {
        string place = at.Node.Origin is { } origin ? $"\n    at {origin}{SourceExcerpt.OfFile(origin)}" : "";
        var located = new ConfigException($"{error.Message}\n    full_key: {at.FullKey}{place}", at.Node.Origin, error);
        located.Data["located"] = true;
        return located;
    }

    private static Expression Parse(string text)
    {
        if (Parsed.TryGetValue(text, out Expression? known))
            return known;
        Expression parsed = InterpolationParser.ParseText(text);
        if (Parsed.Count < MaxParsed)
            Parsed[text] = parsed;
        return parsed;
    }

    /// <summary>The value of an expression that stands at a place.</summary>
    internal Cursor Evaluate(Expression expression, Cursor at) => expression switch
    {
        Literal literal => Make(new ScalarNode(literal.Value), at),
        TextTemplate template => Make(new ScalarNode(string.Concat(template.Parts.Select(part => TextOf(part, at)))), at),
        ListExpression list => Make(new ListNode(list.Items.Select(item => Plain(item, at))), at),
        MapExpression map => Make(new MapNode(map.Entries.Select(entry => new KeyValuePair<ConfigKey, ConfigNode>(entry.Key, Plain(entry.Value, at)))), at),
        NodeReference reference => Refer(reference, at),
        ResolverExpression call => Call(call, at),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    private static Cursor Make(ConfigNode node, Cursor at) => new(node, at.Parent, at.Key, Made: true);

    private ConfigNode Plain(Expression expression, Cursor at) => ResolveTree(Evaluate(expression, at));

    private string TextOf(Expression part, Cursor at)
    {
        if (part is Literal { Value: string text })
            return text;
        Cursor value = Evaluate(part, at);
        return value.Node is ScalarNode { IsMissing: true }
            ? throw new ConfigException($"MissingMandatoryValue while resolving interpolation: Missing mandatory value: {value.FullKey}")
            : PythonText.Of(value.Node);
    }

    private Cursor Refer(NodeReference reference, Cursor at)
    {
        List<string> keys = [.. reference.Keys.Select(key => KeyText(key, at))];
        string shown = reference.Keys.All(key => key is Literal) ? reference.Text : new string('.', reference.Level) + string.Join('.', keys);
        Cursor from = reference.Level == 0
            ? RootCursor
            : Up(at, reference.Level) ?? throw new ConfigException($"ConfigKeyError while resolving interpolation: Error resolving key '{reference.Text}'");
        Cursor found = Walk(from, keys, shown)
            ?? throw new ConfigException($"Interpolation key '{shown}' not found" + (reference.Level == 0 ? Suggest(Root, string.Join('.', keys)) : ""));
        return Follow(found);
    }

    private string KeyText(Expression key, Cursor at)
    {
        if (key is Literal { Value: string text })
            return text;
        ConfigNode value = Evaluate(key, at).Node;
        return value is ScalarNode { Value: string name }
            ? name
            : throw new ConfigException($"An interpolation inside a key must give text, but gave `{PythonText.Of(value)}` ({TypeName.Of(value)})");
    }

    private static Cursor? Up(Cursor at, int level)
    {
        Cursor? from = at.Parent;
        for (int i = 1; i < level && from is not null; i++)
            from = from.Parent;
        return from;
    }

    private Cursor? Walk(Cursor from, IReadOnlyList<string> keys, string shown)
    {
        Cursor? at = from;
        for (int i = 0; i < keys.Count && at is not null; i++)
        {
            Cursor container = i == 0 && ReferenceEquals(at, from) ? at : FollowInside(at, keys[i], shown);
            at = Step(container, keys[i], shown);
        }

        return at;
    }

    private Cursor FollowInside(Cursor at, string key, string shown)
    {
        Cursor followed = Follow(at);
        return followed is { Made: true, Node: not ScalarNode } ? throw NotContainer(at, key, shown) : followed;
    }

    private static Cursor? Step(Cursor container, string key, string shown)
    {
        switch (container.Node)
        {
            case MapNode map:
                return map.TryGetValue(key, out ConfigNode? node) ? container.Child(key, node) : null;
            case ListNode list:
                if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
                    throw new ConfigException($"TypeError raised while resolving interpolation: Index '{key}' (str) is not an int");
                return index >= 0 && index < list.Count ? container.Child(index, list[index]) : null;
            case ScalarNode { Value: null } or ScalarNode { IsMissing: true }:
                return null;
            default:
                throw NotContainer(container, key, shown);
        }
    }

    private static ConfigException NotContainer(Cursor at, string key, string shown)
    {
        var error = new ConfigException(
            $"ConfigTypeError raised while resolving interpolation: Error trying to access {shown}: node `{at.FullKey}` is not a container and thus cannot contain `{key}`");
        error.Data["unreachable"] = true;
        return error;
    }

    private Cursor Call(ResolverExpression call, Cursor at)
    {
        string name = string.Join('.', call.Name.Select(part => KeyText(part, at)));
        if (!_resolvers.TryGet(name, out ResolverFunction? function, out bool useCache))
        {
            string hint = NearestName.Of(name, _resolvers.Names) is { } nearest ? $"\n    Did you mean '{nearest}'?" : "";
            throw new ConfigException($"Unsupported interpolation type {name}{hint}");
        }

        if (useCache && Cache.Values.TryGetValue((name, call.Text), out ConfigNode? known))
            return Make(known, at);
        ConfigNode value = Invoke(function, new ResolverCall(this, at, name, [.. call.Arguments.Select(argument => Plain(argument, at))]));
        return Make(useCache ? Cache.Values.GetOrAdd((name, call.Text), value) : value, at);
    }

    private static ConfigNode Invoke(ResolverFunction function, ResolverCall call)
    {
        try
        {
            return function(call);
        }
        catch (Exception error) when (error is not (ResolverException or ConfigException or OperationCanceledException))
        {
            throw new ResolverException(error.GetType().Name, error.Message);
        }
    }

    private static string Suggest(MapNode root, string key)
    {
        string[] parts = key.Split('.');
        ConfigNode? at = root;
        for (int i = 0; i < parts.Length && at is MapNode map; i++)
        {
            if (map.TryGetValue(parts[i], out at))
                continue;
            string? nearest = NearestName.Of(parts[i], map.Keys.Select(name => name.Text));
            return nearest is null ? "" : $"\n    Did you mean '{string.Join('.', parts.Take(i).Append(nearest))}'?";
        }

        return "";
    }
}
