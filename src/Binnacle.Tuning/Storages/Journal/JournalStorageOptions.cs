namespace Binnacle.Tuning;

/// <summary>How a <see cref="JournalStorage"/> uses its file.</summary>
public sealed record JournalStorageOptions
{
    /// <summary>How writers keep each other out. Default: <see cref="JournalLock.Symlink"/>, on Windows <see cref="JournalLock.Open"/>.</summary>
    public JournalLock Lock { get; init; } = OperatingSystem.IsWindows() ? JournalLock.Open : JournalLock.Symlink;

    /// <summary>
    /// A lock of which nothing has been seen for so long was left by a killed process, and is broken. Default: 30 seconds, as Optuna's.
    /// Null: never.
    /// </summary>
    public TimeSpan? LockGracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for other writers before it is an error. Default: two minutes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Every step survives a loss of power and is seen at once by other machines of a network file system. Default: true, as in Optuna;
    /// false is faster, and every step still survives the death of the process.
    /// </summary>
    public bool SurvivePowerLoss { get; init; } = true;

    /// <summary>Gives the moments at which trials start and end, and the local time zone in which Optuna writes them. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told when the lock is taken (true) and when it was released (false); for tests that kill processes within.</summary>
    internal Action<bool>? OnTransaction { get; init; }
}
