using System.Collections.Concurrent;

namespace Binnacle.Configuration;

/// <summary>Values of cached resolvers (<c>now</c>) of one composition; a sweep's jobs share it, so that all agree. Thread-safe.</summary>
public sealed class ResolutionCache
{
    internal ConcurrentDictionary<(string Resolver, string Arguments), Resolved> Values { get; } = new();
}
