namespace Binnacle.Tracking;

/// <summary>Renews the tag <see cref="ReservedTags.Heartbeat"/> of a run, so that other machines can tell whether it still goes on.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ActiveRun _run;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _work;

    public Heartbeat(ActiveRun run, TimeProvider time)
    {
        (_run, _time) = (run, time);
        _timer = new PeriodicTimer(Interval, time);
        _work = WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _work;
    }

    private async Task WorkAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await _run.ReviveAsync();
            _run.SetTag(ReservedTags.Heartbeat, _time.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }
}
