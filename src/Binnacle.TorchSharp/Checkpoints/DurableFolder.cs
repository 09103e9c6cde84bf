using System.Runtime.InteropServices;

namespace Binnacle.TorchSharp;

/// <summary>Folders that come into being whole, and stay after a loss of power.</summary>
internal static partial class DurableFolder
{
    /// <summary>Makes a folder: fills a hidden one beside it, brings it to the disk and renames it.</summary>
    /// <param name="path">The folder; one that is there is replaced.</param>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    public static void Write(string path, Action<string> fill)
    {
        string temporary = Hidden(path, "new");
        DeleteIfPresent(temporary);
        Directory.CreateDirectory(temporary);
        try
        {
            fill(temporary);
            foreach (string file in Directory.EnumerateFiles(temporary))
                SyncFile(file);
            SyncFolder(temporary);
            if (Directory.Exists(path))
                Delete(path);
            Directory.Move(temporary, path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch
        {
            DeleteIfPresent(temporary);
            throw;
        }
    }

    /// <summary>Removes a folder at once: nobody meets half of it.</summary>
    public static void Delete(string path)
    {
        string hidden = Hidden(path, "old");
        DeleteIfPresent(hidden);
        Directory.Move(path, hidden);
        Directory.Delete(hidden, recursive: true);
    }

    /// <summary>Removes what writers and removers left behind that did not come to their end.</summary>
    public static void DeleteLeftovers(string folder)
    {
        string[] leftovers =
        [
            .. Directory.EnumerateDirectories(folder, ".*.new"),
            .. Directory.EnumerateDirectories(folder, ".*.old"),
        ];
        foreach (string leftover in leftovers)
            Directory.Delete(leftover, recursive: true);
    }

    private static string Hidden(string path, string ending) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{ending}");

    private static void DeleteIfPresent(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static void SyncFile(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Brings a folder's entries to the disk. Windows does so by itself and has no call for it.</summary>
    private static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(path, flags: 0);
        if (descriptor < 0)
            return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
