using System.Diagnostics;
using Xunit;

namespace Binnacle.Testing;

/// <summary>Waits for what comes about in other threads and processes, with the patience that a slow machine needs.</summary>
public static class Eventually
{
    /// <summary>How long is waited unless a call says otherwise: two minutes, for only a failure ever takes so long.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until <paramref name="condition"/> holds, and fails the test with <paramref name="what"/> when it never does.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, patience);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(Interval))
            Assert.True(clock.Elapsed < (patience ?? Patience), $"Waited {clock.Elapsed.TotalSeconds:0} s in vain: {what}.");
    }
}
