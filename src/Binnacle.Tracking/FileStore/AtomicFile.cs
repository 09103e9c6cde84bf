using System.Text;

namespace Binnacle.Tracking;

/// <summary>Reading and writing small files that several processes share: a reader sees the old text or the new, never a part.</summary>
internal static class AtomicFile
{
    private const int Attempts = 200;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Replaces a file's text. The new text is written to <paramref name="scratchFolder"/> first, on the same volume.</summary>
    public static void Replace(string path, string text, string scratchFolder)
    {
        string temporary = Scratch(scratchFolder);
        try
        {
            File.WriteAllBytes(temporary, Utf8.GetBytes(text));
            Retry(() => File.Move(temporary, path, overwrite: true));
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Makes a file with its text; false when there is one already.</summary>
    public static bool Create(string path, string text)
    {
        byte[] content = Utf8.GetBytes(text);
        FileStream file;
        try
        {
            // Only exclusive creation lets one of many writers win; a rename that must not replace looks first and renames then.
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        try
        {
            using (file)
                file.Write(content);
            return true;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Adds whole lines at the end of a file, one writer at a time. A line cut short by a killed writer is ended first.</summary>
    public static void Append(string path, ReadOnlySpan<byte> lines)
    {
        using FileStream file = OpenForAppend(path);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            bool whole = file.ReadByte() == '\n';
            if (!whole)
                file.WriteByte((byte)'\n');
        }

        file.Write(lines);
    }

    /// <summary>A file's text; null when there is none.</summary>
    public static string? Read(string path) => ReadBytes(path) is { } bytes ? Utf8.GetString(bytes) : null;

    /// <summary>A file's bytes; null when there is none.</summary>
    public static byte[]? ReadBytes(string path)
    {
        try
        {
            byte[] content = [];
            Retry(() => content = ReadOnce(path));
            return content;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] ReadOnce(string path)
    {
        // Opening a named pipe, which is empty, too, would wait for somebody who writes to it.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
            return [];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] bytes = new byte[file.Length];
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>A name for a file that is about to be renamed; the dot hides it from MLflow's listings.</summary>
    public static string Scratch(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");

    private static FileStream OpenForAppend(string path)
    {
        // Unix knows no share modes: there .NET keeps writers apart by an advisory lock, exclusive for FileShare.None and shared for
        // every reader. Neither waits, so both sides try again.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        FileStream? file = null;
        Retry(() => file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0));
        return file!;
    }

    private static void Retry(Action action)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception busy) when (attempt < Attempts && IsSharing(busy))
            {
                Thread.Sleep(Math.Min(attempt, 20));
            }
        }
    }

    private static bool IsSharing(Exception error) =>
        (error is IOException and not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && !IsDiskFull(error))
        || (error is UnauthorizedAccessException && OperatingSystem.IsWindows());

    private static bool IsDiskFull(Exception error) => (error.HResult & 0xFFFF) is 28 or 39 or 112;
}
