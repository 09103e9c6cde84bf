using System.Threading.Channels;

namespace Binnacle.Tracking;

/// <summary>Takes what a run logs and sends it in the background: in order, in batches, with bounded memory.</summary>
internal sealed class LogQueue
{
    private const int Capacity = 20_000;
    private readonly Channel<LogItem> _channel = Channel.CreateBounded<LogItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly BatchSender _sender;
    private readonly TimeProvider _time;
    private readonly Task _writer;

    public LogQueue(BatchSender sender, TimeProvider time)
    {
        (_sender, _time) = (sender, time);
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

    /// <summary>Waits until everything added so far is in the store, or on this machine's disk while the store is away, or was given up.</summary>
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

    /// <summary>Writes how the run ended after everything added so far, without waiting for a store that is away; more may be added.</summary>
    public Task EndAsync(RunUpdate end)
    {
        TaskCompletionSource mark = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _channel.Writer.TryWrite(new LogItem { Mark = mark, End = end }) ? mark.Task : Task.CompletedTask;
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
        while (await WaitAsync())
        {
            while (_channel.Reader.TryRead(out LogItem item))
            {
                if (item.IsApart || batch.IsFullFor(item))
                    await SendAsync(batch);
                if (item.Input is not null || item.Artifact is not null)
                    await _sender.SendAsync(new SpillItem { Input = item.Input, Artifact = item.Artifact });
                if (item.End is not null)
                    await _sender.EndAsync(item.End, TimeSpan.Zero);
                item.Mark?.SetResult();
                batch.Add(item);
            }

            await SendAsync(batch);
        }
    }

    /// <summary>Waits for items; meanwhile a store that was away is tried again when it is time.</summary>
    private async Task<bool> WaitAsync()
    {
        Task<bool> more = _channel.Reader.WaitToReadAsync().AsTask();
        while (_sender.IsBehind && !more.IsCompleted)
        {
            using CancellationTokenSource stop = new();
            Task pause = Task.Delay(_sender.UntilNextTry, _time, stop.Token);
            if (await Task.WhenAny(more, pause) == pause)
                await _sender.CatchUpAsync();
            await stop.CancelAsync();
        }

        return await more;
    }

    private Task SendAsync(LogBatchBuilder builder) => builder.Count == 0 ? Task.CompletedTask : _sender.SendAsync(new SpillItem { Batch = builder.Take() });
}
