namespace Binnacle.Jobs.Logging;

/// <summary>Collects records while the file is busy, and writes them in batches from a thread of its own.</summary>
/// <remarks>A batch that cannot be written is given up and told on standard error: logging never stops a job.</remarks>
internal sealed class LogFileQueue(RotatingFile file, LoggingOptions options) : IDisposable
{
    /// <summary>Callers wait while this many bytes are pending.</summary>
    private const int Limit = 8 << 20;

    private readonly object _gate = new();
    private LogBatch _pending = new();
    private LogBatch _writing = new();
    private Thread? _thread;
    private long _appended;
    private long _written;
    private bool _closed;

    public void Append(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            while (_pending.Bytes.Length > Limit && !_closed)
                Monitor.Wait(_gate);
            if (_closed)
                return;

            _pending.Add(record);
            _appended++;
            if (_thread is null)
                Start();
            else if (_pending.Ends.Count == 1)
                Monitor.PulseAll(_gate);
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            long target = _appended;
            while (_written < target)
                Monitor.Wait(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
    }

    private void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "log " + Path.GetFileName(file.Path) };
        _thread.Start();
    }

    private void Run()
    {
        while (Take() is { } batch)
        {
            try
            {
                file.Write(batch);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TimeoutException)
            {
                (options.StandardError ?? Console.Error).WriteLine(
                    $"{file.Path}: {batch.Ends.Count} log record(s) could not be written: {fault.Message}");
            }

            lock (_gate)
            {
                _written += batch.Ends.Count;
                batch.Clear();
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The records that have come; waits for the first; null when closed and empty.</summary>
    private LogBatch? Take()
    {
        lock (_gate)
        {
            while (_pending.Ends.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            if (_pending.Ends.Count == 0)
                return null;
            (_pending, _writing) = (_writing, _pending);
            return _writing;
        }
    }
}
