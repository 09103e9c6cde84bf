using System.Collections.Concurrent;
using System.IO.Enumeration;

namespace Binnacle.Tracking;

/// <summary>Runs that were read before, good as long as names, lengths and times of the run's files are the same.</summary>
internal sealed class RunCache
{
    /// <summary>File times may be this coarse: a file written so shortly before it was read could change again unseen.</summary>
    private const long Coarseness = TimeSpan.TicksPerMillisecond * 50;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public Run Read(RunFolder folder, Action<string> warn)
    {
        (long stamp, long newest) = StampOf(folder.Path);
        if (_entries.TryGetValue(folder.Path, out Entry? entry) && entry.Stamp == stamp)
        {
            foreach (string warning in entry.Warnings)
                warn(warning);
            return entry.Run;
        }

        List<string> warnings = [];
        Run run = folder.Read(warnings.Add);
        foreach (string warning in warnings)
            warn(warning);
        if (newest < DateTime.UtcNow.Ticks - Coarseness)
            _entries[folder.Path] = new Entry(stamp, run, warnings);
        else
            _entries.TryRemove(folder.Path, out _);
        return run;
    }

    /// <summary>Drops a run that is gone.</summary>
    public void Forget(string path) => _entries.TryRemove(path, out _);

    private static (long Stamp, long Newest) StampOf(string path)
    {
        long stamp = 0, newest = 0;
        FileSystemEnumerable<bool> entries = new(path, Visit, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        {
            ShouldRecursePredicate = static (ref entry) => entry.FileName is not ("artifacts" or "outputs") || entry.Directory.Length != entry.RootDirectory.Length,
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
        };
        foreach (bool _ in entries)
        {
            // Every file is visited by the transform below.
        }

        return (stamp, newest);

        bool Visit(ref FileSystemEntry entry)
        {
            HashCode hash = default;
            foreach (char character in entry.Directory[entry.RootDirectory.Length..])
                hash.Add(character);
            foreach (char character in entry.FileName)
                hash.Add(character);
            long time = entry.LastWriteTimeUtc.UtcTicks;
            newest = Math.Max(newest, time);
            long mixed = unchecked((time * -7046029254386353131) ^ (entry.Length * 6364136223846793005));
            stamp = unchecked(stamp + ((mixed ^ ((long)hash.ToHashCode() << 20)) * 2862933555777941757) + 1);
            return true;
        }
    }

    private sealed record Entry(long Stamp, Run Run, IReadOnlyList<string> Warnings);
}
