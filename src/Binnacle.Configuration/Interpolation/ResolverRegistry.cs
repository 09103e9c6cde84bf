using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>The resolvers that interpolations may call by name; the built-in ones are always there.</summary>
/// <remarks>
/// Built in: <c>oc.env</c>, <c>oc.decode</c>, <c>oc.create</c>, <c>oc.select</c>, <c>oc.dict.keys</c>, <c>oc.dict.values</c>,
/// <c>oc.deprecated</c>, <c>now</c>, <c>hydra</c>. Register everything before the first composition; reading is thread-safe then.
/// </remarks>
public sealed class ResolverRegistry
{
    private readonly Dictionary<string, Entry> _resolvers = new(StringComparer.Ordinal);

    /// <summary>A registry with the built-in resolvers.</summary>
    public ResolverRegistry()
    {
        BuiltInResolvers.AddTo((name, function, useCache) => _resolvers[name] = new(function, useCache));
    }

    /// <summary>The registered names.</summary>
    public IEnumerable<string> Names => _resolvers.Keys;

    /// <summary>Adds a resolver that takes any arguments, or looks at its place in the tree.</summary>
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
        _resolvers[name] = new(call => call.Result(function(call)), useCache);
    }

    /// <summary>Adds a resolver without arguments.</summary>
    /// <typeparam name="TResult">Text, bool, a number, bytes, null, a node, or a list or dictionary of these.</typeparam>
    /// <inheritdoc cref="Register(string, ResolverFunction, bool, bool)"/>
    public void RegisterTyped<TResult>(string name, Func<TResult> function, bool useCache = false, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Register(name, call => With(call, 0, function), useCache, replace);
    }

    /// <summary>Adds a resolver of one argument.</summary>
    /// <typeparam name="T">Text, bool, a number, one of these nullable, or a node.</typeparam>
    /// <typeparam name="TResult">Text, bool, a number, bytes, null, a node, or a list or dictionary of these.</typeparam>
    /// <inheritdoc cref="Register(string, ResolverFunction, bool, bool)"/>
    public void RegisterTyped<T, TResult>(string name, Func<T, TResult> function, bool useCache = false, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Register(name, call => With(call, 1, () => function(ResolverArgument.As<T>(call, 0))), useCache, replace);
    }

    /// <summary>Adds a resolver of two arguments.</summary>
    /// <typeparam name="T1">Text, bool, a number, one of these nullable, or a node.</typeparam>
    /// <typeparam name="T2">As <typeparamref name="T1"/>.</typeparam>
    /// <typeparam name="TResult">Text, bool, a number, bytes, null, a node, or a list or dictionary of these.</typeparam>
    /// <inheritdoc cref="Register(string, ResolverFunction, bool, bool)"/>
    public void RegisterTyped<T1, T2, TResult>(string name, Func<T1, T2, TResult> function, bool useCache = false, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Register(name, call => With(call, 2, () => function(ResolverArgument.As<T1>(call, 0), ResolverArgument.As<T2>(call, 1))), useCache, replace);
    }

    /// <summary>Adds a resolver of three arguments.</summary>
    /// <typeparam name="T1">Text, bool, a number, one of these nullable, or a node.</typeparam>
    /// <typeparam name="T2">As <typeparamref name="T1"/>.</typeparam>
    /// <typeparam name="T3">As <typeparamref name="T1"/>.</typeparam>
    /// <typeparam name="TResult">Text, bool, a number, bytes, null, a node, or a list or dictionary of these.</typeparam>
    /// <inheritdoc cref="Register(string, ResolverFunction, bool, bool)"/>
    public void RegisterTyped<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> function, bool useCache = false, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        Register(
            name,
            call => With(call, 3, () => function(ResolverArgument.As<T1>(call, 0), ResolverArgument.As<T2>(call, 1), ResolverArgument.As<T3>(call, 2))),
            useCache,
            replace);
    }

    internal bool TryGet(string name, [NotNullWhen(true)] out InternalResolver? function, out bool useCache)
    {
        Entry? entry = _resolvers.GetValueOrDefault(name);
        (function, useCache) = (entry?.Function, entry?.UseCache ?? false);
        return entry is not null;
    }

    private static ConfigNode With<TResult>(ResolverCall call, int count, Func<TResult> run)
    {
        ResolverArgument.Expect(call, count, count);
        return PlainNode.Of(run());
    }

    private sealed record Entry(InternalResolver Function, bool UseCache);
}
