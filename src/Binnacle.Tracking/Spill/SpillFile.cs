using Microsoft.Win32.SafeHandles;

namespace Binnacle.Tracking;

/// <summary>What one process could not send of one run: lines at the end of a file, taken from its front. What was added survives a loss of power.</summary>
/// <remarks>The file is locked while the process lives, so that nobody else sends it meanwhile.</remarks>
internal sealed class SpillFile : IDisposable
{
    public const string Ending = ".jsonl";
    private readonly SafeFileHandle _file;
    private readonly Queue<int> _lines = new();
    private long _front;
    private long _end;

    private SpillFile(string path, SafeFileHandle file) => (Path, _file) = (path, file);

    public string Path { get; }

    public bool IsEmpty => _lines.Count == 0;

    public static SpillFile Create(string folder, SpillHeader header)
    {
        Directory.CreateDirectory(folder);
        string path = System.IO.Path.Combine(folder, $"{header.RunId}-{Guid.NewGuid().ToString("N")[..8]}{Ending}");
        SpillFile file = new(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        try
        {
            file.Write(SpillLine.Of(header));
            file._front = file._end;
            return file;
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    public void Add(byte[] line)
    {
        Write(line);
        _lines.Enqueue(line.Length);
    }

    /// <summary>The front line.</summary>
    public byte[] Peek()
    {
        byte[] line = new byte[_lines.Peek()];
        for (int read = 0; read < line.Length;)
        {
            int more = RandomAccess.Read(_file, line.AsSpan(read), _front + read);
            read += more > 0 ? more : throw new EndOfStreamException($"'{Path}' is shorter than what was written to it.");
        }

        return line;
    }

    /// <summary>Leaves the front line behind: it was sent.</summary>
    public void Advance() => _front += _lines.Dequeue();

    public void Delete()
    {
        _file.Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private void Write(byte[] line)
    {
        try
        {
            RandomAccess.Write(_file, line, _end);
            RandomAccess.FlushToDisk(_file);
            _end += line.Length;
        }
        catch
        {
            // Half a line, of a disk that is full, must not be taken for the next one's beginning.
            RandomAccess.SetLength(_file, _end);
            throw;
        }
    }
}
