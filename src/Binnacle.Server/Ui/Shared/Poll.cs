using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Asks again and again, once a second, and less often where asking itself takes long.</summary>
internal static class Poll
{
    // A store that needs 0.5 s for an answer is asked every 5 s: at most a tenth of the time goes into asking.
    private const int RestPerWork = 9;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Repeats until the page is left.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="ask">Asks once.</param>
    /// <param name="left">The page is left.</param>
    /// <param name="interval">Shortest rest between two questions. Default: a second.</param>
    public static async Task RepeatAsync(TimeProvider time, Func<Task> ask, CancellationToken left, TimeSpan? interval = null)
    {
        TimeSpan least = interval ?? Interval, rest = least;
        try
        {
            while (true)
            {
                await Task.Delay(rest, time, left);
                long start = time.GetTimestamp();
                await ask();
                TimeSpan work = time.GetElapsedTime(start);
                rest = work * RestPerWork > least ? work * RestPerWork : least;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
