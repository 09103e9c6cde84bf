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
        _entries.TryGetValue(folder.Path, out Entry? entry);
        // Parameters never change: those of a run that had ended when it was read are complete.
        bool paramsKnown = entry is not null && entry.Run.Info.Status.IsTerminal();
        Stamp stamp = Stamp.Of(folder.Path, withParams: !paramsKnown);
        if (entry is not null && entry.Stamp.Files == stamp.Files && (paramsKnown || entry.Stamp.Params == stamp.Params))
        {
            foreach (string warning in entry.Warnings)
                warn(warning);
            return entry.Run;
        }

        List<string> warnings = [];
        Run run = folder.Read(warnings.Add);
        foreach (string warning in warnings)
            warn(warning);
        if (stamp.Newest < DateTime.UtcNow.Ticks - Coarseness)
            _entries[folder.Path] = new Entry(stamp, run, warnings);
        else
            _entries.TryRemove(folder.Path, out _);
        return run;
    }

    /// <summary>Drops a run that is gone.</summary>
    public void Forget(string path) => _entries.TryRemove(path, out _);

    private sealed record Entry(Stamp Stamp, Run Run, IReadOnlyList<string> Warnings);

    /// <summary>Fingerprints of a run's files, whatever the order in which they are listed.</summary>
    /// <param name="Files">Names of all files, with lengths and times of all but the parameters.</param>
    /// <param name="Params">Lengths and times of the parameters.</param>
    /// <param name="Newest">The latest time, in ticks.</param>
    private readonly record struct Stamp(long Files, long Params, long Newest)
    {
        private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

        public static Stamp Of(string path, bool withParams)
        {
            long files = 0, parameters = 0, newest = 0;
            FileSystemEnumerable<bool> entries = new(path, Visit, Everything)
            {
                ShouldRecursePredicate = static (ref entry) => entry.FileName is not "artifacts" || entry.Directory.Length != entry.RootDirectory.Length,
                ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            };
            foreach (bool _ in entries)
            {
                // Each file was visited when it was listed.
            }

            return new Stamp(files, parameters, newest);

            bool Visit(ref FileSystemEntry entry)
            {
                ReadOnlySpan<char> folder = entry.Directory[entry.RootDirectory.Length..];
                int name = HashCode.Combine(string.GetHashCode(folder, StringComparison.Ordinal), string.GetHashCode(entry.FileName, StringComparison.Ordinal));
                bool parameter = folder.Length > 0 && folder[1..].StartsWith("params", StringComparison.Ordinal);
                files = unchecked(files + Mix(name, 1, 1));
                if (parameter && !withParams)
                    return true;

                long time = entry.LastWriteTimeUtc.UtcTicks;
                newest = Math.Max(newest, time);
                long mixed = Mix(name, time, entry.Length);
                if (parameter)
                    parameters = unchecked(parameters + mixed);
                else
                    files = unchecked(files + mixed);
                return true;
            }
        }

        private static long Mix(int name, long time, long length) => unchecked(
            ((time * -7046029254386353131) ^ ((length + 1) * 6364136223846793005) ^ ((long)name << 17)) * 2862933555777941757);
    }
}
