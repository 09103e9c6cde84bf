using Microsoft.Extensions.Logging;

namespace Binnacle.Server.Live;

/// <summary>Reads one thing again and again while somebody watches it, once for all of them, and tells them when it has changed.</summary>
/// <remarks>
/// It is looked at every quarter of a second, less often where looking takes long: at most a fifth of the time goes into it.
/// <see cref="Wake"/> makes it look at once.
/// </remarks>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="read">Reads it.</param>
/// <param name="isSame">Whether it has not changed.</param>
/// <param name="isFinal">Whether it will hardly change any more; it is looked at less often then.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when a watcher fails.</param>
internal sealed class LiveSource<T>(
    Func<CancellationToken, Task<T>> read, Func<T, T, bool> isSame, Func<T, bool> isFinal, TimeProvider time, ILogger logger)
    where T : class
{
    private const int RestPerWork = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FinalInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<Func<LiveState<T>, Task>> _watchers = [];
    private TaskCompletionSource _wake = NewWake();
    private bool _isRunning;

    /// <summary>What was last read.</summary>
    public LiveState<T> State { get; private set; } = new(null, null);

    /// <summary>True while nobody watches.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _watchers.Count == 0;
        }
    }

    /// <summary>Calls <paramref name="changed"/> after each change until the result is disposed.</summary>
    public IDisposable Watch(Func<LiveState<T>, Task> changed)
    {
        lock (_gate)
        {
            _watchers.Add(changed);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = Task.Run(RepeatAsync);
            }
        }

        return new Watch(() => Leave(changed));
    }

    /// <summary>Looks at once instead of at the next turn.</summary>
    public void Wake()
    {
        lock (_gate)
            _wake.TrySetResult();
    }

    private void Leave(Func<LiveState<T>, Task> changed)
    {
        lock (_gate)
        {
            _watchers.Remove(changed);
            _wake.TrySetResult();
        }
    }

    private async Task RepeatAsync()
    {
        while (TakeWake(out Task wake))
        {
            long start = time.GetTimestamp();
            await LookAsync();
            TimeSpan rest = time.GetElapsedTime(start) * RestPerWork;
            TimeSpan least = State.Value is { } value && isFinal(value) ? FinalInterval : Interval;
            await Task.WhenAny(wake, Task.Delay(rest > least ? rest : least, time));
        }
    }

    /// <summary>What ends the rest after the coming look; false when nobody watches any more.</summary>
    private bool TakeWake(out Task wake)
    {
        lock (_gate)
        {
            _wake = NewWake();
            wake = _wake.Task;
            return _isRunning = _watchers.Count > 0;
        }
    }

    private async Task LookAsync()
    {
        LiveState<T> before = State, now;
        try
        {
            now = new LiveState<T>(await read(CancellationToken.None), null);
        }
        catch (Exception error)
        {
            now = before with { Fault = error.Message };
        }

        if (now.Fault == before.Fault && (ReferenceEquals(now.Value, before.Value) || (before.Value is { } old && isSame(now.Value!, old))))
            return;
        State = now;
        Func<LiveState<T>, Task>[] watchers;
        lock (_gate)
            watchers = [.. _watchers];
        foreach (Func<LiveState<T>, Task> watcher in watchers)
            _ = TellAsync(watcher, now);
    }

    // One page that fails must not keep the news from the others.
    private async Task TellAsync(Func<LiveState<T>, Task> watcher, LiveState<T> state)
    {
        try
        {
            await watcher(state);
        }
        catch (Exception error) when (error is ObjectDisposedException or OperationCanceledException or Microsoft.JSInterop.JSDisconnectedException)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "A page could not show a change.");
        }
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
