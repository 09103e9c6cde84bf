namespace Binnacle.Tracking;

/// <summary>
/// Sends a run's batches in order. While the store is away they are kept in a file (<see cref="SpillFile"/>), and sent when it is back.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class BatchSender(ITrackingStore store, RunInfo run, string? spillFolder, TimeProvider time, BatchSender.Listener listener)
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15),
    ];

    private SpillFile? _spill;
    private int _failures;
    private DateTimeOffset _nextTry;

    /// <summary>Whether something waits in a file for the store to come back.</summary>
    public bool IsBehind => _spill is not null;

    /// <summary>The file that holds what waits; null when nothing does.</summary>
    public string? SpillPath => _spill?.Path;

    /// <summary>How long to wait before the store is tried again.</summary>
    public TimeSpan UntilNextTry => _nextTry - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero;

    /// <summary>Brings a batch into the store, or onto the disk.</summary>
    public async Task SendAsync(RunBatch batch)
    {
        if (_spill is not null)
            Keep(SpillLine.Of(batch), CountOf(batch));
        else if (await TryAsync(() => store.LogBatchAsync(run.RunId, batch), batch) is { } away)
            KeepFirst(SpillLine.Of(batch), CountOf(batch), away);
        if (_spill is not null && UntilNextTry == TimeSpan.Zero)
            await CatchUpAsync();
    }

    /// <summary>Ends the run; when the store stays away for longer than <paramref name="patience"/>, the end waits in the file too.</summary>
    public async Task EndAsync(RunUpdate end, TimeSpan patience)
    {
        DateTimeOffset limit = time.GetUtcNow() + patience;
        while (_spill is not null && time.GetUtcNow() < limit)
        {
            TimeSpan left = limit - time.GetUtcNow();
            await Task.Delay(UntilNextTry < left ? UntilNextTry : left, time);
            await CatchUpAsync();
        }

        if (_spill is not null)
            Keep(SpillLine.Of(end), 1);
        else if (await TryAsync(() => store.UpdateRunAsync(run.RunId, end), null) is { } away)
            KeepFirst(SpillLine.Of(end), 1, away);
    }

    /// <summary>Sends what waits, until all is sent or the store fails again.</summary>
    public async Task CatchUpAsync()
    {
        // The last try may have reached the store without an answer.
        SentPoints? sent = new(store, run.RunId);
        while (_spill is { IsEmpty: false } spill)
        {
            (RunBatch? batch, RunUpdate? end) = SpillLine.Read(spill.Peek());
            if (await TryAsync(() => SendLineAsync(batch, end, sent), batch) is { } away)
            {
                PauseAfter(away);
                return;
            }

            sent = null;
            spill.Advance();
        }

        _spill?.Delete();
        _spill = null;
        _failures = 0;
        listener.CaughtUp();
    }

    /// <summary>Leaves the file for a later <c>binnacle sync</c>.</summary>
    public void Close() => _spill?.Dispose();

    private async Task SendLineAsync(RunBatch? batch, RunUpdate? end, SentPoints? sent)
    {
        if (end is not null)
            await store.UpdateRunAsync(run.RunId, end);
        else
            await store.LogBatchAsync(run.RunId, sent is null ? batch! : await sent.WithoutThemAsync(batch!, CancellationToken.None));
    }

    /// <returns>Why the store cannot be used now; null when it took or refused what was sent.</returns>
    private async Task<Exception?> TryAsync(Func<Task> send, RunBatch? batch)
    {
        try
        {
            await send();
        }
        catch (Exception error) when (MayPass(error) && spillFolder is not null)
        {
            return error;
        }
        catch (TrackingException) when (batch is { Params.Count: > 0 } && CountOf(batch) > 1)
        {
            await SendApartAsync(batch);
        }
        catch (Exception error)
        {
            listener.Failed(new TrackingFault(batch is null ? "end the run" : "log metrics, parameters and tags", error, batch is null ? 0 : CountOf(batch)));
        }

        return null;
    }

    /// <summary>A parameter that the run has with another value must not take the rest of its batch along.</summary>
    private async Task SendApartAsync(RunBatch batch)
    {
        RunBatch rest = batch with { Params = [] };
        RunBatch[] parts = [.. batch.Params.Select(param => new RunBatch { Params = [param] }), .. CountOf(rest) > 0 ? new[] { rest } : []];
        foreach (RunBatch part in parts)
        {
            try
            {
                await store.LogBatchAsync(run.RunId, part);
            }
            catch (Exception error)
            {
                listener.Failed(new TrackingFault("log metrics, parameters and tags", error, CountOf(part)));
            }
        }
    }

    private static bool MayPass(Exception error) => error is TrackingException
    {
        ErrorCode: ErrorCodes.TemporarilyUnavailable or ErrorCodes.Unauthenticated or ErrorCodes.PermissionDenied or "REQUEST_LIMIT_EXCEEDED" or "DEADLINE_EXCEEDED",
    };

    private void KeepFirst(byte[] line, int items, Exception away)
    {
        try
        {
            _spill = SpillFile.Create(spillFolder!, new SpillHeader(StoreAddress.ToKeep(store.Uri), run.RunId, run.RunName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            listener.Failed(new TrackingFault($"keep what the store did not take ({away.Message}) in '{spillFolder}'", error, items));
            return;
        }

        Keep(line, items);
        PauseAfter(away);
        listener.FellBehind(_spill.Path, away);
    }

    private void Keep(byte[] line, int items)
    {
        try
        {
            _spill!.Add(line);
        }
        catch (IOException error)
        {
            listener.Failed(new TrackingFault($"keep what the store did not take in '{_spill!.Path}'", error, items));
        }
    }

    private void PauseAfter(Exception away)
    {
        _nextTry = time.GetUtcNow() + Pauses[Math.Min(_failures++, Pauses.Length - 1)];
        listener.StillAway(away);
    }

    private static int CountOf(RunBatch batch) => batch.Metrics.Count + batch.Params.Count + batch.Tags.Count;

    /// <summary>Told how it goes.</summary>
    /// <param name="Failed">Something was refused or lost.</param>
    /// <param name="FellBehind">The store is away, and a file takes what comes.</param>
    /// <param name="StillAway">The store was tried in vain.</param>
    /// <param name="CaughtUp">The store has everything again.</param>
    internal sealed record Listener(Action<TrackingFault> Failed, Action<string, Exception> FellBehind, Action<Exception> StillAway, Action CaughtUp);
}
