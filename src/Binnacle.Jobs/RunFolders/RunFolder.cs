namespace Binnacle.Jobs;

/// <summary>Makes the folders of runs and sweeps.</summary>
internal static class RunFolder
{
    private const int MostSuffixes = 10_000;

    /// <summary>Makes a folder that belongs to this run alone: <paramref name="path"/>, or else with the suffix <c>_1</c>, <c>_2</c>, ….</summary>
    /// <remarks>
    /// The claim is a lock file beside the folder, made exclusively: two processes that begin in the same second get folders of
    /// their own on every file system, which creating a folder does not tell.
    /// </remarks>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static string CreateExclusive(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        for (int suffix = 0; suffix < MostSuffixes; suffix++)
        {
            string candidate = suffix == 0 ? full : $"{full}_{suffix}";
            if (TryClaim(candidate))
                return candidate;
        }

        throw new IOException($"{full}: {MostSuffixes} folders of this name exist already.");
    }

    /// <summary>Makes the folder where it is missing; an existing one is used again.</summary>
    public static string CreateOrReuse(string path) => Directory.CreateDirectory(Path.GetFullPath(path)).FullName;

    /// <summary>Removes a folder in which nothing was written.</summary>
    public static void RemoveIfEmpty(string path)
    {
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            Directory.Delete(path);
    }

    private static bool TryClaim(string folder)
    {
        if (Directory.Exists(folder) || File.Exists(folder))
            return false;
        string claim = folder + ".claim";
        try
        {
            using (new FileStream(claim, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                if (Directory.Exists(folder))
                    return false;
                Directory.CreateDirectory(folder);
                return true;
            }
        }
        catch (IOException) when (File.Exists(claim) || Directory.Exists(folder))
        {
            return false;
        }
    }
}
