namespace Binnacle.Server.Live;

/// <summary>The sources that are watched now, by their key. One that nobody watches any more is dropped.</summary>
/// <typeparam name="TKey">What names a source.</typeparam>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class LiveSources<TKey, T>(Func<TKey, LiveSource<T>> create)
    where TKey : notnull
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LiveSource<T>> _sources = [];

    /// <summary>Watches a source until the result is disposed; what is known already is told at once.</summary>
    public IDisposable Watch(TKey key, Func<LiveState<T>, Task> changed)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(key, out LiveSource<T>? source))
                _sources.Add(key, source = create(key));
            IDisposable watch = source.Watch(changed);
            if (source.State is { Value: not null } or { Fault: not null })
                _ = changed(source.State);
            return new Watch(() => Leave(key, source, watch));
        }
    }

    /// <summary>Looks at once, where somebody watches.</summary>
    public void Wake(TKey key)
    {
        lock (_gate)
        {
            if (_sources.TryGetValue(key, out LiveSource<T>? source))
                source.Wake();
        }
    }

    private void Leave(TKey key, LiveSource<T> source, IDisposable watch)
    {
        lock (_gate)
        {
            watch.Dispose();
            if (source.IsIdle && _sources.TryGetValue(key, out LiveSource<T>? known) && known == source)
                _sources.Remove(key);
        }
    }
}
