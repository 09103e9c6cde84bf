using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Binnacle.Jobs.Logging;

/// <summary>A lock between processes: a file that only one of them has open at a time. It frees itself when its owner dies.</summary>
internal sealed class FileLock(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A lock that lies hidden beside the file, seen by every machine that shares the folder.</summary>
    public static FileLock Beside(string file) =>
        new(Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.lock"));

    /// <summary>A lock that leaves the file's folder clean, seen by this user's processes on this machine.</summary>
    public static FileLock OfThisMachine(string file)
    {
        string folder = Path.Combine(Path.GetTempPath(), "binnacle-locks-" + Environment.UserName);
        Directory.CreateDirectory(folder);
        return new(Path.Combine(folder, StableHash.Of(file)));
    }

    /// <summary>Waits for the lock; disposing the handle frees it.</summary>
    /// <exception cref="TimeoutException">Another process has held it for 30 seconds.</exception>
    public SafeFileHandle Acquire()
    {
        var clock = Stopwatch.StartNew();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException fault) when (IsHeldByAnother(fault))
            {
                if (clock.Elapsed > Patience)
                    throw new TimeoutException($"another process holds the lock {path}.", fault);
                Thread.Sleep(attempt < 3 ? 0 : 1);
            }
        }
    }

    /// <summary>ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK elsewhere.</summary>
    private static bool IsHeldByAnother(IOException fault) => OperatingSystem.IsWindows()
        ? fault.HResult == unchecked((int)0x80070020)
        : fault.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);
}
