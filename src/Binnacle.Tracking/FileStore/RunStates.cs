using System.Collections.Concurrent;

namespace Binnacle.Tracking;

/// <summary>Whether runs are active and whether they have ended, known as long as their <c>meta.yaml</c> is the same: asked before every write.</summary>
internal sealed class RunStates
{
    /// <summary>A file that was written so shortly before it was read could change again unseen.</summary>
    private const long Coarseness = TimeSpan.TicksPerMillisecond * 50;

    /// <summary>Milliseconds between two touches of a run that goes on; well below <see cref="RunCache.Quiet"/>.</summary>
    private const long TouchInterval = 20_000;
    private readonly ConcurrentDictionary<string, (long Time, long Length, State State)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _touched = new(StringComparer.Ordinal);

    public State Of(RunFolder folder)
    {
        FileInfo file = new(folder.MetaPath);
        (long time, long length) = file.Exists ? (file.LastWriteTimeUtc.Ticks, file.Length) : (0, 0);
        if (_known.TryGetValue(folder.Path, out (long Time, long Length, State State) known) && known.Time == time && known.Length == length && time != 0)
            return known.State;
        RunInfo info = folder.ReadInfo();
        State state = new(info.LifecycleStage, info.Status.IsTerminal());
        if (time < DateTime.UtcNow.Ticks - Coarseness)
            _known[folder.Path] = (time, length, state);
        return state;
    }

    /// <summary>Whether a search that only glances at the run would miss what was just written into one of its files.</summary>
    public bool MustTouch(RunFolder folder)
    {
        if (Of(folder).HasEnded)
            return true;
        long now = Environment.TickCount64;
        if (_touched.TryGetValue(folder.Path, out long last) && now - last < TouchInterval)
            return false;
        _touched[folder.Path] = now;
        return true;
    }

    internal readonly record struct State(LifecycleStage Stage, bool HasEnded);
}
