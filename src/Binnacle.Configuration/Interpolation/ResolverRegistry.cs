using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>The resolvers that interpolations may call by name; the built-in ones are always there.</summary>
/// <remarks>
/// Built in: <c>oc.env</c>, <c>oc.decode</c>, <c>oc.create</c>, <c>oc.select</c>, <c>oc.dict.keys</c>, <c>oc.dict.values</c>,
/// <c>oc.deprecated</c>, <c>now</c>, <c>hydra</c>. Register everything before the first composition; reading is thread-safe then.
/// </remarks>
public sealed class ResolverRegistry
{
    private readonly Dictionary<string, (ResolverFunction Function, bool UseCache)> _resolvers = new(StringComparer.Ordinal);

    /// <summary>A registry with the built-in resolvers.</summary>
    public ResolverRegistry()
    {
        foreach (var (name, function, useCache) in BuiltInResolvers.All)
            _resolvers[name] = (function, useCache);
    }

    /// <summary>The registered names.</summary>
    public IEnumerable<string> Names => _resolvers.Keys;

    /// <summary>Adds a resolver.</summary>
    /// <param name="name">Its name, dots allowed.</param>
    /// <param name="function">What it computes.</param>
    /// <param name="useCache">Compute once for each text of arguments in a composition; a sweep's jobs share the values.</param>
    /// <param name="replace">Replace a resolver of that name; otherwise that is an error.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public void Register(string name, ResolverFunction function, bool useCache = false, bool replace = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        if (!replace && _resolvers.ContainsKey(name))
            throw new ArgumentException($"A resolver '{name}' is registered already.", nameof(name));
        _resolvers[name] = (function, useCache);
    }

    internal bool TryGet(string name, [MaybeNullWhen(false)] out ResolverFunction function, out bool useCache)
    {
        bool known = _resolvers.TryGetValue(name, out var entry);
        (function, useCache) = entry;
        return known;
    }
}
