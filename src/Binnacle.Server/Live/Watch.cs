namespace Binnacle.Server.Live;

/// <summary>Ends a watch when it is disposed; only the first time counts.</summary>
internal sealed class Watch(Action leave) : IDisposable
{
    private Action? _leave = leave;

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
