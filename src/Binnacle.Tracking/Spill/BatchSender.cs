namespace Binnacle.Tracking;

/// <summary>
/// Sends what a run logs in order. While the store is away it is kept in a file (<see cref="SpillFile"/>), and sent when it is back.
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

    /// <summary>The run's artifacts, tried once.</summary>
    public IArtifactStore OpenArtifacts() => store.OpenArtifacts(run);

    /// <summary>Brings something into the store, or onto the disk.</summary>
    public async Task SendAsync(SpillItem item)
    {
        await SendOrKeepAsync(item);
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

        await SendOrKeepAsync(new SpillItem { End = end });
    }

    /// <summary>Sends what waits, until all is sent or the store fails again.</summary>
    public async Task CatchUpAsync()
    {
        // The last try may have reached the store without an answer.
        SentPoints? sent = new(store, run.RunId);
        while (_spill is { IsEmpty: false } spill)
        {
            if (await TryAsync(SpillLine.Read(spill.Peek(), Path.GetDirectoryName(spill.Path)!), sent) is { } away)
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

    private async Task SendOrKeepAsync(SpillItem item)
    {
        if (_spill is not null)
            Keep(item);
        else if (await TryAsync(item, sent: null) is { } away)
            KeepFirst(item, away);
    }

    private Task SendAsync(SpillItem item, SentPoints? sent) => item switch
    {
        { Batch: { } batch } => SendAsync(batch, sent),
        { Input: { } input } => store.LogInputsAsync(run.RunId, [input]),
        { Artifact: { } artifact } => artifact.SendAsync(OpenArtifacts(), CancellationToken.None),
        _ => store.UpdateRunAsync(run.RunId, item.End!),
    };

    private async Task SendAsync(RunBatch batch, SentPoints? sent) =>
        await store.LogBatchAsync(run.RunId, sent is null ? batch : await sent.WithoutThemAsync(batch, CancellationToken.None));

    /// <returns>Why the store cannot be used now; null when it took or refused what was sent.</returns>
    private async Task<Exception?> TryAsync(SpillItem item, SentPoints? sent)
    {
        try
        {
            await SendAsync(item, sent);
        }
        catch (Exception error) when (MayPass(error) && spillFolder is not null)
        {
            return error;
        }
        catch (TrackingException) when (item is { Batch.Params.Count: > 0, Count: > 1 })
        {
            await SendApartAsync(item.Batch);
        }
        catch (Exception error)
        {
            listener.Failed(new TrackingFault(item.Operation, error, item.End is null ? item.Count : 0));
        }

        return null;
    }

    /// <summary>A parameter that the run has with another value must not take the rest of its batch along.</summary>
    private async Task SendApartAsync(RunBatch batch)
    {
        RunBatch rest = batch with { Params = [] };
        foreach (SpillItem part in batch.Params.Select(param => new RunBatch { Params = [param] }).Append(rest).Select(part => new SpillItem { Batch = part }).Where(part => part.Count > 0))
        {
            try
            {
                await store.LogBatchAsync(run.RunId, part.Batch!);
            }
            catch (Exception error)
            {
                listener.Failed(new TrackingFault(part.Operation, error, part.Count));
            }
        }
    }

    /// <summary>Whether a store fails for a time, and takes the same later.</summary>
    public static bool MayPass(Exception error) => error is TrackingException
    {
        ErrorCode: ErrorCodes.TemporarilyUnavailable or ErrorCodes.Unauthenticated or ErrorCodes.PermissionDenied or "REQUEST_LIMIT_EXCEEDED" or "DEADLINE_EXCEEDED",
    };

    private void KeepFirst(SpillItem item, Exception away)
    {
        try
        {
            _spill = SpillFile.Create(spillFolder!, new SpillHeader(StoreAddress.ToKeep(store.Uri), run.RunId, run.RunName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            listener.Failed(new TrackingFault($"keep what the store did not take ({away.Message}) in '{spillFolder}'", error, item.Count));
            return;
        }

        Keep(item);
        PauseAfter(away);
        listener.FellBehind(_spill.Path, away);
    }

    private void Keep(SpillItem item)
    {
        try
        {
            _spill!.Add(SpillLine.Of(item));
        }
        catch (IOException error)
        {
            listener.Failed(new TrackingFault($"keep what the store did not take in '{_spill!.Path}'", error, item.Count));
        }
    }

    private void PauseAfter(Exception away)
    {
        _nextTry = time.GetUtcNow() + Pauses[Math.Min(_failures++, Pauses.Length - 1)];
        listener.StillAway(away);
    }

    /// <summary>Told how it goes.</summary>
    /// <param name="Failed">Something was refused or lost.</param>
    /// <param name="FellBehind">The store is away, and a file takes what comes.</param>
    /// <param name="StillAway">The store was tried in vain.</param>
    /// <param name="CaughtUp">The store has everything again.</param>
    internal sealed record Listener(Action<TrackingFault> Failed, Action<string, Exception> FellBehind, Action<Exception> StillAway, Action CaughtUp);
}
