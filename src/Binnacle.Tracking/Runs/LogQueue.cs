using System.Threading.Channels;

namespace Binnacle.Tracking;

/// <summary>Writes what a run logs to the store in the background: in order, in batches, with bounded memory.</summary>
internal sealed class LogQueue
{
    private const int Capacity = 20_000;
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];
    private readonly Channel<LogItem> _channel = Channel.CreateBounded<LogItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly ITrackingStore _store;
    private readonly string _runId;
    private readonly TimeProvider _time;
    private readonly Action<TrackingFault> _fail;
    private readonly Task _writer;

    public LogQueue(ITrackingStore store, string runId, TimeProvider time, Action<TrackingFault> fail)
    {
        (_store, _runId, _time, _fail) = (store, runId, time, fail);
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Adds an item; waits while the store is too far behind. False after <see cref="CompleteAsync"/>.</summary>
    public bool Add(LogItem item)
    {
        if (_channel.Writer.TryWrite(item))
            return true;
        ValueTask write = _channel.Writer.WriteAsync(item);
        try
        {
            write.AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Waits until everything added so far was written or given up.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource mark = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _channel.Writer.WriteAsync(new LogItem { Mark = mark }, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await _writer.WaitAsync(cancellationToken);
            return;
        }

        await mark.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what is left and ends the background work.</summary>
    public Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        return _writer;
    }

    private async Task WriteAsync()
    {
        LogBatchBuilder batch = new();
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (_channel.Reader.TryRead(out LogItem item))
            {
                if (item.Mark is not null || batch.IsFullFor(item))
                    await SendAsync(batch);
                item.Mark?.SetResult();
                batch.Add(item);
            }

            await SendAsync(batch);
        }
    }

    private async Task SendAsync(LogBatchBuilder builder)
    {
        int count = builder.Count;
        if (count == 0)
            return;
        RunBatch batch = builder.Take();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await _store.LogBatchAsync(_runId, batch);
                return;
            }
            catch (TrackingException error) when (error.ErrorCode == ErrorCodes.TemporarilyUnavailable && attempt < RetryDelays.Length)
            {
                await Task.Delay(RetryDelays[attempt], _time);
            }
            catch (Exception error)
            {
                _fail(new TrackingFault("log metrics, parameters and tags", error, count));
                return;
            }
        }
    }
}
