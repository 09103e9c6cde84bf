using System.Diagnostics;
using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>The process that writes a run, kept in the tag <see cref="ReservedTags.Process"/> as <c>host/pid/start</c>.</summary>
/// <param name="Host">Name of its machine.</param>
/// <param name="ProcessId">Its id there.</param>
/// <param name="Start">What tells it from a later process of the same id.</param>
public sealed record RunOwner(string Host, int ProcessId, string Start)
{
    /// <summary>A run whose owner cannot be looked at counts as alive for this long after its last sign of life.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromMinutes(5);

    /// <summary>This process.</summary>
    public static RunOwner Current { get; } = new(
        Environment.MachineName, Environment.ProcessId, ProcessStart.Of(Environment.ProcessId) ?? "unknown");

    /// <summary>The tag's text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}/{ProcessId}/{Start}");

    /// <summary>The owner that a run names; null when it names none, as runs of MLflow do.</summary>
    public static RunOwner? Of(Run run) => Parse(run.Tags.GetValueOrDefault(ReservedTags.Process));

    /// <summary>Whether a process may still be writing the run.</summary>
    /// <param name="run">The run, with its tags and metrics.</param>
    /// <param name="now">The present. Default: the system's clock.</param>
    public static RunLiveness Check(Run run, DateTimeOffset? now = null)
    {
        if (run.Info.Status.IsTerminal())
            return new RunLiveness(false, $"the run ended as {run.Info.Status.ToName()}");
        RunOwner? owner = Of(run);
        if (owner is not null && owner.Host == Environment.MachineName)
            return owner.CheckHere();

        string who = owner is null ? "the run does not say which process writes it" : $"it is written by process {owner.ProcessId} on '{owner.Host}', which cannot be looked at from here";
        return CheckBySilence(run, who, now ?? DateTimeOffset.UtcNow);
    }

    /// <summary>Whether a process may still be writing the run.</summary>
    public static bool IsAlive(Run run) => Check(run).IsAlive;

    private static RunOwner? Parse(string? text)
    {
        string[] parts = text?.Split('/') ?? [];
        return parts.Length == 3 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int id) ? new RunOwner(parts[0], id, parts[2]) : null;
    }

    private RunLiveness CheckHere() => ProcessStart.Of(ProcessId) == Start
        ? new RunLiveness(true, $"process {ProcessId} on this machine is writing it")
        : new RunLiveness(false, $"its process {ProcessId} on this machine is gone");

    private static RunLiveness CheckBySilence(Run run, string who, DateTimeOffset now)
    {
        DateTimeOffset last = DateTimeOffset.FromUnixTimeMilliseconds(LastSign(run));
        bool alive = now - last < SilenceLimit;
        string limit = $"{SilenceLimit.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes";
        return new RunLiveness(alive, alive
            ? $"{who}, and its last sign of life at {last:u} is less than {limit} old"
            : $"{who}, but its last sign of life at {last:u} is more than {limit} old");
    }

    private static long LastSign(Run run)
    {
        long last = run.Info.StartTime ?? 0;
        if (long.TryParse(run.Tags.GetValueOrDefault(ReservedTags.Heartbeat), CultureInfo.InvariantCulture, out long heartbeat))
            last = Math.Max(last, heartbeat);
        foreach (Metric metric in run.Metrics.Values)
            last = Math.Max(last, metric.Timestamp);
        return last;
    }
}
