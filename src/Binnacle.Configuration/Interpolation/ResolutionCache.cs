using System.Collections.Concurrent;

namespace Binnacle.Configuration;

/// <summary>Values of cached resolvers (<c>now</c>) of one composition; a sweep's jobs share it, so that all agree. Thread-safe.</summary>
public sealed class ResolutionCache
{
    /// <summary>The values by <c>resolver:arguments</c>; a resolver's name holds no colon.</summary>
    internal ConcurrentDictionary<string, Resolved> Values { get; } = new(StringComparer.Ordinal);
}
