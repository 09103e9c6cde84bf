using System.Collections.Concurrent;

namespace Binnacle.Configuration;

/// <summary>Resolves the interpolations of one tree.</summary>
/// <remarks>
/// The tree stays as it is; resolved values are new nodes. A whole-value interpolation keeps the type of what it refers to,
/// inside text it is printed as Python prints it. Faults name the key and the place of the interpolation, a cycle its chain.
/// Thread-safe when the resolvers are.
/// </remarks>
public sealed class ResolutionContext
{
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly MapNode? _hydra;

    /// <param name="root">The tree.</param>
    /// <param name="resolvers">The resolvers; the built-in ones when null.</param>
    /// <param name="hydra">The hydra node that <c>${hydra:…}</c> reads; that of <paramref name="root"/> when null.</param>
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
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
        Resolvers = resolvers ?? new ResolverRegistry();
        _hydra = hydra;
        Cache = cache ?? new ResolutionCache();
        Environment = environment ?? System.Environment.GetEnvironmentVariable;
        Time = time ?? TimeProvider.System;
        RootPlace = new Place(root);
    }

    private ResolutionContext(ListNode root, ResolutionContext settings)
        : this(MapNode.Empty, settings.Resolvers, settings._hydra, settings.Cache, settings.Environment, settings.Time) => RootPlace = new Place(root);

    /// <summary>The tree, unresolved.</summary>
    public MapNode Root { get; }

    /// <summary>Values of cached resolvers.</summary>
    public ResolutionCache Cache { get; }

    /// <summary>Warnings of resolvers (<c>oc.deprecated</c>) and of elements left out, in order.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    internal ResolverRegistry Resolvers { get; }

    internal Func<string, string?> Environment { get; }

    internal TimeProvider Time { get; }

    internal Place RootPlace { get; }

    /// <summary>A context over another tree with the same resolvers, cache, environment and clock.</summary>
    public ResolutionContext With(MapNode root, MapNode? hydra = null) => new(root, Resolvers, hydra ?? _hydra, Cache, Environment, Time);

    /// <summary>The whole tree with every interpolation replaced by its value; <c>???</c> stays.</summary>
    /// <exception cref="ConfigException">An interpolation cannot be resolved; the message names its key and place.</exception>
    public MapNode Resolve() => (MapNode)new Evaluation(this).Resolve(RootPlace);

    /// <summary>As <see cref="Resolve()"/>, for a look at a tree that is not complete: a reference to a missing value becomes <c>???</c>.</summary>
    /// <inheritdoc cref="Resolve()"/>
    public MapNode ResolveAvailable() => (MapNode)new Evaluation(this) { KeepsMissing = true }.Resolve(RootPlace);

    /// <summary>As <see cref="Select"/>, for a look at a tree that is not complete: a reference to a missing value becomes <c>???</c>.</summary>
    /// <inheritdoc cref="Select"/>
    public ConfigNode? SelectAvailable(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var evaluation = new Evaluation(this) { KeepsMissing = true };
        return evaluation.Select(key, RootPlace) is { } found ? evaluation.Contents(found) : null;
    }

    /// <summary>Another tree, which may be a list, resolved with this context's resolvers, cache, environment and clock.</summary>
    /// <inheritdoc cref="Resolve()"/>
    public ConfigNode Resolve(ConfigNode tree)
    {
        ResolutionContext? context = tree switch
        {
            MapNode map => With(map),
            ListNode list => new ResolutionContext(list, this),
            _ => null,
        };
        return context is null ? tree : new Evaluation(context).Resolve(context.RootPlace);
    }

    /// <summary>The resolved node at a key such as <c>a.b[0]</c>.</summary>
    /// <returns>Null when there is none; a missing value is the text <c>???</c>.</returns>
    /// <exception cref="ConfigException">An interpolation on the way or in the value cannot be resolved.</exception>
    public ConfigNode? Select(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (PlainValue(key) is { } plain)
            return plain;
        var evaluation = new Evaluation(this);
        return evaluation.Select(key, RootPlace) is { } found ? evaluation.Contents(found) : null;
    }

    /// <summary>The node at a key as it is written: interpolations on the way are followed, the node itself is not resolved.</summary>
    internal Place? Find(string key) => new Evaluation(this).FindWritten(KeyPath.Split(key));

    /// <summary>The context in which the hydra node's own interpolations are resolved; null when there is no such node.</summary>
    internal ResolutionContext? OverHydra()
    {
        if (_hydra is not null)
            return With(MapNode.Of("hydra", _hydra));
        return Root.TryGetValue("hydra", out ConfigNode? node) && node is MapNode ? this : null;
    }

    /// <summary>The value at a dotted key where neither it nor anything on the way needs resolution: what most reads are.</summary>
    private ScalarNode? PlainValue(string key)
    {
        if (key.Length == 0 || key[0] == '.' || key.Contains('[', StringComparison.Ordinal))
            return null;
        ConfigNode? node = Root;
        for (int start = 0; node is MapNode map;)
        {
            int dot = key.IndexOf('.', start);
            if (!map.TryGetValue(dot < 0 && start == 0 ? key : key[start..(dot < 0 ? key.Length : dot)], out node))
                return null;
            if (dot < 0)
                return node is ScalarNode { IsInterpolation: false } value ? value : null;
            start = dot + 1;
        }

        return null;
    }

    internal void Warn(string message) => _warnings.Enqueue(message);
}
