using Microsoft.Win32.SafeHandles;

namespace Binnacle.Jobs.Logging;

/// <summary>A log file that any number of processes append to; with a limit, full files become <c>.1</c>, <c>.2</c> and so on.</summary>
/// <remarks>
/// Every batch is written under a lock between processes, to the file that bears the name at that time, so it does not
/// matter who rotated it last. A record is never divided between files.
/// </remarks>
internal sealed class RotatingFile(string path, FileLock fileLock, long maxBytes = 0, int backupCount = 0)
{
    public string Path => path;

    /// <summary>Makes the file when it is missing; empties it when <paramref name="truncate"/>.</summary>
    public void Create(bool truncate)
    {
        using SafeFileHandle held = fileLock.Acquire();
        using SafeFileHandle handle = Open();
        if (truncate)
            RandomAccess.SetLength(handle, 0);
    }

    public void Write(LogBatch batch)
    {
        using SafeFileHandle held = fileLock.Acquire();
        bool rotates = maxBytes > 0 && backupCount > 0;
        for (int start = 0, end; start < batch.Ends[^1]; start = end)
        {
            end = WriteToPresentFile(batch, start, rotates);
            if (end == start)
                rotates = TryRotate();
        }
    }

    /// <summary>Writes the records from <paramref name="start"/> that fit into the present file; returns where they end.</summary>
    private int WriteToPresentFile(LogBatch batch, int start, bool rotates)
    {
        using SafeFileHandle handle = Open();
        long length = RandomAccess.GetLength(handle);
        int end = rotates ? LastThatFits(batch, start, length) : batch.Ends[^1];
        if (end > start)
            Append(handle, length, batch.Bytes[start..end]);
        return end;
    }

    /// <summary>As in Python, a file stays below the limit; but a record larger than the limit fills a file of its own.</summary>
    private int LastThatFits(LogBatch batch, int start, long length)
    {
        int last = start;
        foreach (int end in batch.Ends)
        {
            if (end <= start)
                continue;
            bool fits = length + (end - start) < maxBytes;
            if (!fits && (length > 0 || last > start))
                break;
            last = end;
        }

        return last;
    }

    /// <summary>Writes all or nothing: half a line left by a full disk is taken back.</summary>
    private static void Append(SafeFileHandle handle, long length, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, length);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(handle, length);
            throw;
        }
    }

    /// <summary>False when the file cannot be renamed now, as when a reader on Windows holds it; it then grows on.</summary>
    private bool TryRotate()
    {
        try
        {
            for (int number = backupCount - 1; number > 0; number--)
            {
                if (File.Exists($"{path}.{number}"))
                    File.Move($"{path}.{number}", $"{path}.{number + 1}", overwrite: true);
            }

            File.Move(path, path + ".1", overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private SafeFileHandle Open() => File.OpenHandle(
        path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
