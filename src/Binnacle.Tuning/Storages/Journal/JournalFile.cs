using System.Text;

namespace Binnacle.Tuning;

/// <summary>The lines of a journal: read from where the last reading ended, and appended to.</summary>
internal sealed class JournalFile
{
    private const byte LineEnd = (byte)'\n';
    // Holds the name of the worker that began the journal: another file begins otherwise.
    private const int LongestBegin = 256;

    private readonly Action<IReadOnlyDictionary<string, object?>> _apply;
    private readonly JournalStorageOptions _options;
    private byte[] _begin = [];
    private long _offset;
    private long _lines;

    /// <param name="path">The file; it is made when it does not exist.</param>
    /// <param name="options">Whether each line reaches the disk at once.</param>
    /// <param name="apply">Takes each line in order; a <see cref="FormatException"/> names what is wrong with it.</param>
    public JournalFile(string path, JournalStorageOptions options, Action<IReadOnlyDictionary<string, object?>> apply)
    {
        Path = path;
        _options = options;
        _apply = apply;
        Guard(() =>
        {
            if (!File.Exists(path))
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        });
    }

    public string Path { get; }

    /// <summary>Applies what was written since the last time.</summary>
    public void Read() => Guard(() =>
    {
        using FileStream file = Open(FileAccess.Read);
        Read(file);
    });

    /// <summary>Reads on, lets <paramref name="decide"/> look at the result, and appends the lines that it gives. The lock is held by the caller.</summary>
    public void Append(Func<IEnumerable<IReadOnlyDictionary<string, object?>>> decide) => Guard(() =>
    {
        using FileStream file = Open(FileAccess.ReadWrite);
        Tail tail = Read(file);
        if (tail == Tail.Broken)
            throw Fault(_lines + 1, "a complete line that is no operation");
        IReadOnlyDictionary<string, object?>[] records = [.. decide()];
        if (records.Length == 0)
            return;

        // What a killed writer left unfinished was acknowledged to nobody; a line after it would make it a broken one.
        if (tail == Tail.Unfinished)
            file.SetLength(_offset);
        Write(file, Encoding.UTF8.GetBytes(string.Concat(records.Select(record => PythonJson.WriteCompact(record) + "\n"))));
        foreach (IReadOnlyDictionary<string, object?> record in records)
            _apply(record);
        _lines += records.Length;
    });

    private enum Tail
    {
        None,
        Unfinished,
        Broken,
    }

    private void Write(FileStream file, byte[] bytes)
    {
        file.Position = _offset;
        try
        {
            file.Write(bytes);
            file.Flush(_options.SurvivePowerLoss);
        }
        catch (IOException)
        {
            file.SetLength(_offset);
            throw;
        }

        _offset += bytes.Length;
        RememberBegin(file);
    }

    private Tail Read(FileStream file)
    {
        if (file.Length < _offset)
            throw new TuningException($"{Path}: the journal has become shorter ({file.Length} bytes, {_offset} were read before); was it replaced?");
        MustBeginAsBefore(file);
        if (file.Length == _offset)
            return Tail.None;
        file.Position = _offset;
        byte[] added = new byte[checked((int)(file.Length - _offset))];
        file.ReadExactly(added);
        Tail tail = Apply(added);
        RememberBegin(file);
        return tail;
    }

    private void MustBeginAsBefore(FileStream file)
    {
        Span<byte> begin = stackalloc byte[_begin.Length];
        file.ReadExactly(begin);
        if (!begin.SequenceEqual(_begin))
            throw new TuningException($"{Path}: the journal was replaced by another while it was open.");
    }

    private void RememberBegin(FileStream file)
    {
        int length = (int)Math.Min(_offset, LongestBegin);
        if (_begin.Length == length)
            return;
        _begin = new byte[length];
        file.Position = 0;
        file.ReadExactly(_begin);
    }

    private Tail Apply(ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf(LineEnd) is var end and >= 0)
        {
            ReadOnlySpan<byte> line = rest[..end];
            rest = rest[(end + 1)..];
            if (!TryApply(line, isLast: rest.IsEmpty))
                return Tail.Broken;
            _offset += end + 1;
            _lines++;
        }

        return rest.IsEmpty ? Tail.None : Tail.Unfinished;
    }

    // The last line may be about to be completed or repaired; nothing follows a line that is still being written.
    private bool TryApply(ReadOnlySpan<byte> line, bool isLast)
    {
        IReadOnlyDictionary<string, object?> record;
        try
        {
            record = PythonJson.Parse(Encoding.UTF8.GetString(line)) as IReadOnlyDictionary<string, object?> ?? throw new FormatException("expected a JSON object.");
        }
        catch (FormatException error)
        {
            return isLast ? false : throw Fault(_lines + 1, error.Message, error);
        }

        try
        {
            _apply(record);
            return true;
        }
        catch (FormatException error)
        {
            throw Fault(_lines + 1, error.Message, error);
        }
    }

    private FileStream Open(FileAccess access) => new(Path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private TuningException Fault(long line, string problem, Exception? cause = null) => new($"{Path}:{line}: the journal is damaged: {problem}", cause);

    private void Guard(Action use)
    {
        try
        {
            use();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TuningException($"{Path}: the journal cannot be used: {error.Message}", error);
        }
    }
}
