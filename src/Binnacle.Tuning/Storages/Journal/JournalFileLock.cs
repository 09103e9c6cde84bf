using System.Diagnostics;

namespace Binnacle.Tuning;

/// <summary>The lock beside a journal, made and released as Optuna does, so that its writers and ours keep each other out.</summary>
internal sealed class JournalFileLock(string journal, JournalStorageOptions options)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly string _path = journal + ".lock";

    /// <summary>Waits for the lock; disposing the result releases it.</summary>
    /// <exception cref="TuningException">Others have held it for too long.</exception>
    public Held Acquire()
    {
        long begin = Stopwatch.GetTimestamp();
        long unchangedSince = begin;
        (DateTime, DateTime) seen = default;
        TimeSpan pause = FirstPause;
        while (!TryTake())
        {
            if (Stopwatch.GetElapsedTime(begin) > options.BusyTimeout)
                throw new TuningException($"{journal}: other processes have held the lock {_path} for longer than {options.BusyTimeout}. If none is running, remove it.");
            if (Signs() is var signs && signs != seen)
            {
                seen = signs;
                unchangedSince = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(unchangedSince) > options.LockGracePeriod)
            {
                Release();
                continue;
            }

            Thread.Sleep(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        options.OnTransaction?.Invoke(true);
        return new Held(this);
    }

    private bool TryTake()
    {
        try
        {
            if (options.Lock == JournalLock.Symlink)
                File.CreateSymbolicLink(_path, journal);
            else
                new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            return true;
        }
        catch (IOException error) when (IsTaken(error))
        {
            return false;
        }
    }

    // EEXIST, and what Windows calls it.
    private static bool IsTaken(IOException error) => (error.HResult & 0xFFFF) is 17 or 80 or 183;

    // A living holder writes to the journal or gives the lock to the next.
    private (DateTime Lock, DateTime Journal) Signs() => (File.GetLastWriteTimeUtc(_path), File.GetLastWriteTimeUtc(journal));

    private void Ended() => options.OnTransaction?.Invoke(false);

    // Only one of several that break a lock succeeds in renaming it.
    private void Release()
    {
        string renamed = $"{_path}{Guid.NewGuid():D}.rename";
        try
        {
            File.Move(_path, renamed);
            File.Delete(renamed);
        }
        catch (FileNotFoundException)
        {
            // Another process has broken it: it took us longer than the grace period, or it was left by a killed one.
        }
    }

    /// <summary>The lock while it is held.</summary>
    public readonly struct Held(JournalFileLock owner) : IDisposable
    {
        public void Dispose()
        {
            owner.Release();
            owner.Ended();
        }
    }
}
