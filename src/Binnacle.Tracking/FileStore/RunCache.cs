using System.Collections.Concurrent;

namespace Binnacle.Tracking;

/// <summary>Runs that were read before, good as long as names, lengths and times of the run's files are the same.</summary>
/// <remarks>
/// What was read is also kept in a file beside the runs (<see cref="RunIndex"/>), for the next process. A run that has ended, or was
/// found quiet, is looked at in full once by a process, and again in the background: until then the times of its folders must do, for
/// looking at hundreds of thousands of files takes longer than a search may.
/// </remarks>
internal sealed class RunCache
{
    /// <summary>File times may be this coarse: a file written so shortly before it was read could change again unseen.</summary>
    private const long Coarseness = TimeSpan.TicksPerMillisecond * 50;

    /// <summary>A full look is trusted for this long, in milliseconds.</summary>
    private const long Trust = 2_000;

    /// <summary>A run that nobody has written to for this long is quiet: in ticks. Who writes to it next touches it (<see cref="RunStates.MustTouch"/>).</summary>
    public const long Quiet = TimeSpan.TicksPerMinute;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RunIndex> _indexes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _checking = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _nextCheck = new(StringComparer.Ordinal);

    /// <summary>A run as it is now.</summary>
    public Run Read(RunFolder folder, Action<string> warn) => ReadEntry(folder, warn).Run;

    /// <summary>The runs of an experiment for a search: those that have ended may be as they were a moment ago.</summary>
    public IEnumerable<Func<Action<string>, Run>> Search(ExperimentFolder experiment, IReadOnlyList<RunFolder> folders)
    {
        RunIndex index = _indexes.GetOrAdd(experiment.Path, path => new RunIndex(path));
        foreach ((string path, Entry entry) in index.Load())
            _entries.TryAdd(path, entry);
        if (folders.Any(folder => _entries.TryGetValue(folder.Path, out Entry? entry) && entry.IsOld))
            CheckLater(experiment.Path, folders);
        return folders.Select(folder => (Func<Action<string>, Run>)(warn => Glance(folder, warn)));
    }

    /// <summary>Writes what was read anew into the indexes.</summary>
    public void Keep(ExperimentFolder experiment, IEnumerable<RunFolder> folders)
    {
        if (_indexes.TryGetValue(experiment.Path, out RunIndex? index))
            index.Keep(folders.Select(folder => (folder.Id, Entry: _entries.GetValueOrDefault(folder.Path))).Where(run => run.Entry is not null).Select(run => (run.Id, run.Entry!)));
    }

    /// <summary>Drops a run that is gone.</summary>
    public void Forget(string path) => _entries.TryRemove(path, out _);

    private Run Glance(RunFolder folder, Action<string> warn)
    {
        if (!_entries.TryGetValue(folder.Path, out Entry? entry) || !entry.IsSettled || entry.CheckedAt == 0 || entry.Glance != RunStamp.Glance(folder))
            return Read(folder, warn);
        entry.Warn(warn);
        return entry.Run;
    }

    /// <summary>One look at a time for each experiment, and in a fifth of the time at most: searches need the processors too.</summary>
    private void CheckLater(string experiment, IReadOnlyList<RunFolder> folders)
    {
        if (_nextCheck.GetValueOrDefault(experiment) > Environment.TickCount64 || !_checking.TryAdd(experiment, 0))
            return;
        _ = Task.Run(() =>
        {
            long start = Environment.TickCount64;
            try
            {
                foreach (RunFolder folder in folders.Where(folder => _entries.TryGetValue(folder.Path, out Entry? entry) && entry.IsOld))
                    ReadEntry(folder, static _ => { });
            }
            catch (Exception error) when (error is TrackingException or IOException or UnauthorizedAccessException)
            {
                // The search that meets the run will tell.
            }
            finally
            {
                long end = Environment.TickCount64;
                _nextCheck[experiment] = end + (4 * (end - start));
                _checking.TryRemove(experiment, out _);
            }
        });
    }

    private Entry ReadEntry(RunFolder folder, Action<string> warn)
    {
        _entries.TryGetValue(folder.Path, out Entry? entry);
        // Parameters never change: those of a run that had ended when it was read are complete.
        bool paramsKnown = entry is { HasEnded: true };
        long glance = RunStamp.Glance(folder);
        RunStamp stamp = RunStamp.Of(folder.Path, withParams: !paramsKnown);
        if (entry is not null && entry.Stamp.Files == stamp.Files && (paramsKnown || entry.Stamp.Params == stamp.Params))
        {
            entry.Warn(warn);
            entry.Look(glance);
            return entry;
        }

        List<string> warnings = [];
        entry = new Entry(stamp, folder.Read(warnings.Add), warnings);
        entry.Look(glance);
        entry.Warn(warn);
        if (stamp.Newest < DateTime.UtcNow.Ticks - Coarseness)
            _entries[folder.Path] = entry;
        else
            _entries.TryRemove(folder.Path, out _);
        return entry;
    }

    /// <summary>A run as it was read, with the fingerprints of its files.</summary>
    internal sealed record Entry(RunStamp Stamp, Run Run, IReadOnlyList<string> Warnings)
    {
        private bool _wasQuiet;

        /// <summary>What the last full look glanced at.</summary>
        public long Glance { get; private set; }

        /// <summary>When this process last looked in full, in milliseconds of its clock; 0 for never.</summary>
        public long CheckedAt { get; private set; }

        public bool HasEnded => Run.Info.Status.IsTerminal();

        /// <summary>Whether a glance tells that nothing was written to it.</summary>
        public bool IsSettled => HasEnded || _wasQuiet;

        public void Look(long glance)
        {
            _wasQuiet = DateTime.UtcNow.Ticks - Stamp.Newest > Quiet;
            (Glance, CheckedAt) = (glance, Environment.TickCount64);
        }

        public bool IsOld => IsSettled && CheckedAt > 0 && Environment.TickCount64 - CheckedAt > Trust;

        public void Warn(Action<string> warn)
        {
            foreach (string warning in Warnings)
                warn(warning);
        }
    }
}
