using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>What one process could not send of one run, in a file.</summary>
public sealed class SpilledRun
{
    internal SpilledRun(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Sends it to its store and removes the file. Points that the store has already are not sent again, however often this is tried.</summary>
    /// <param name="open">Opens a store by its URI.</param>
    /// <param name="storeUri">The store to send to, where it is reached by another address now. Default: the one that the run logged to.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>What was sent; null when a living process still writes the file and will send it itself.</returns>
    /// <exception cref="TrackingException">The store cannot be reached or refused something, or the file is none of ours. The file stays.</exception>
    public async Task<SpillReport?> SendAsync(Func<string, ITrackingStore> open, string? storeUri = null, CancellationToken cancellationToken = default)
    {
        FileStream file;
        try
        {
            file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path))
        {
            return null;
        }

        await using (file)
        {
            List<string> lines = await ReadAsync(file, cancellationToken);
            SpillHeader header = (lines.Count > 0 ? SpillLine.ToHeader(lines[0]) : null)
                ?? throw TrackingException.Invalid($"{Path}:1: expected the header of a spill file, found '{lines.FirstOrDefault()}'.");
            ITrackingStore store = open(string.IsNullOrEmpty(storeUri) ? header.StoreUri : storeUri);
            using var close = store as IDisposable;
            SpillReport report = await SendAsync(store, header, lines, cancellationToken);
            File.Delete(Path);
            return report;
        }
    }

    private static async Task<List<string>> ReadAsync(FileStream file, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(file, Encoding.UTF8, leaveOpen: true);
        List<string> lines = [];
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            lines.Add(line);
        return lines;
    }

    private async Task<SpillReport> SendAsync(ITrackingStore store, SpillHeader header, List<string> lines, CancellationToken cancellationToken)
    {
        SentPoints sent = new(store, header.RunId);
        SpillReport report = new(header.RunId, header.RunName, store.Uri, 0, 0, 0);
        RunUpdate? end = null;
        RunInfo? run = null;
        for (int i = 1; i < lines.Count; i++)
        {
            SpillItem? item = Read(lines, i);
            end = item?.End ?? end;
            if (item?.Batch is { } batch)
            {
                RunBatch missing = await sent.WithoutThemAsync(batch, cancellationToken);
                if (missing.Metrics.Count + missing.Params.Count + missing.Tags.Count > 0)
                    await store.LogBatchAsync(header.RunId, missing, cancellationToken);
                report = report with { Points = report.Points + missing.Metrics.Count, Others = report.Others + missing.Params.Count + missing.Tags.Count };
            }
            else if (item?.Input is { } input)
            {
                await store.LogInputsAsync(header.RunId, [input], cancellationToken);
                report = report with { Others = report.Others + 1 };
            }
            else if (item?.Artifact is { } artifact)
            {
                run ??= (await store.GetRunAsync(header.RunId, cancellationToken)).Info;
                if (await artifact.SendAsync(store.OpenArtifacts(run), cancellationToken))
                    report = report with { Artifacts = report.Artifacts + 1 };
            }
        }

        await EndAsync(store, header.RunId, end, cancellationToken);
        return report;
    }

    /// <summary>A last line that was cut short was never acknowledged to anybody.</summary>
    private SpillItem? Read(List<string> lines, int index)
    {
        try
        {
            return SpillLine.Read(Encoding.UTF8.GetBytes(lines[index]), System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (JsonException) when (index == lines.Count - 1)
        {
            return null;
        }
        catch (JsonException error)
        {
            throw new TrackingException(ErrorCodes.InternalError, $"{Path}:{index + 1}: expected a batch in JSON: {error.Message}", error);
        }
    }

    /// <summary>A run whose process died without a word has failed.</summary>
    private static async Task EndAsync(ITrackingStore store, string runId, RunUpdate? end, CancellationToken cancellationToken)
    {
        if (end is null)
        {
            Run run = await store.GetRunAsync(runId, cancellationToken);
            if (run.Info.Status.IsTerminal() || RunOwner.Of(run) is not { } owner || owner.Host != Environment.MachineName || RunOwner.Check(run).IsAlive)
                return;
            long last = run.Metrics.Values.Select(metric => metric.Timestamp).Append(run.Info.StartTime ?? 0).Max();
            end = new RunUpdate { Status = RunStatus.Failed, EndTime = last };
        }

        await store.UpdateRunAsync(runId, end, cancellationToken);
    }
}
