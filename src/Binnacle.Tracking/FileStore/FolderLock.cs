namespace Binnacle.Tracking;

/// <summary>Keeps the processes that use a folder apart, by a lock on the file <c>.binnacle.lock</c> in it. Freed when its holder dies.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = ".binnacle.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another process held the lock for half a minute, or the folder cannot be written.</exception>
    public static FolderLock Acquire(string folder)
    {
        string path = Path.Combine(folder, FileName);
        long start = Environment.TickCount64;
        while (true)
        {
            try
            {
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
            {
                if (Environment.TickCount64 - start > Patience.TotalMilliseconds)
                    throw new IOException($"'{path}' stayed locked by another process for {Patience.TotalSeconds} s.", error);
                Thread.Sleep(5);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
