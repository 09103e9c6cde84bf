using System.IO.Enumeration;

namespace Binnacle.Tracking;

/// <summary>Fingerprints of a run's files, whatever the order in which they are listed, and whichever process looks.</summary>
/// <param name="Files">Names of all files, with lengths and times of all but the parameters.</param>
/// <param name="Params">Lengths and times of the parameters.</param>
/// <param name="Newest">The latest time, in ticks.</param>
internal readonly record struct RunStamp(long Files, long Params, long Newest)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    public static RunStamp Of(string path, bool withParams)
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

        return new RunStamp(files, parameters, newest);

        bool Visit(ref FileSystemEntry entry)
        {
            ReadOnlySpan<char> folder = entry.Directory[entry.RootDirectory.Length..];
            long name = Hash(Hash(Basis, folder), entry.FileName);
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

    /// <summary>
    /// What a few looks tell: the times of <c>meta.yaml</c> and of the folders. It changes when the run's state does, or a name is added; not when
    /// somebody else writes into a file that is there.
    /// </summary>
    public static long Glance(RunFolder folder)
    {
        long stamp = Basis;
        foreach (string path in (ReadOnlySpan<string>)[folder.MetaPath, folder.Path, folder.MetricsPath, folder.ParamsPath, folder.TagsPath])
            stamp = unchecked((stamp * Prime) ^ File.GetLastWriteTimeUtc(path).Ticks);
        return stamp;
    }

    // FNV-1a, which is the same in every process; hash codes of texts are not.
    private const long Basis = -3750763034362895579;
    private const long Prime = 1099511628211;

    private static long Hash(long hash, ReadOnlySpan<char> text)
    {
        foreach (char character in text)
            hash = unchecked((hash ^ character) * Prime);
        return unchecked((hash ^ '/') * Prime);
    }

    private static long Mix(long name, long time, long length) => unchecked(
        ((time * -7046029254386353131) ^ ((length + 1) * 6364136223846793005) ^ name) * 2862933555777941757);
}
