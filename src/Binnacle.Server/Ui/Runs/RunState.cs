using Binnacle.Tracking;
using MudBlazor;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A run's status as people read it: a run whose process is gone without ending it is <c>Lost</c>, one of which neither is known <c>Silent</c>.</summary>
/// <param name="Name">The word shown.</param>
/// <param name="Style">The CSS class of its colour.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Hint">More, on hovering.</param>
internal sealed record RunState(string Name, string Style, string Icon, string Hint)
{
    public static RunState Of(Run run, DateTimeOffset now) => run.Info.Status switch
    {
        RunStatus.Finished => new("Finished", "ok", Icons.Material.Outlined.CheckCircle, "The run ended as intended."),
        RunStatus.Failed => new("Failed", "bad", Icons.Material.Outlined.Cancel, "The run ended with an error."),
        RunStatus.Killed => new("Killed", "warn", Icons.Material.Outlined.StopCircle, "The run was stopped from outside."),
        RunStatus.Scheduled => new("Scheduled", "idle", Icons.Material.Outlined.Schedule, "The run waits for its turn."),
        _ => OfRunning(run, RunOwner.Check(run, now)),
    };

    /// <summary>How long the run took, or has taken so far; null when its start or end is unknown.</summary>
    public static TimeSpan? Duration(RunInfo run, DateTimeOffset now)
    {
        long? end = run.EndTime ?? (run.Status == RunStatus.Running ? now.ToUnixTimeMilliseconds() : null);
        return end - run.StartTime is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)) : null;
    }

    // A writer that never said which process it is, as MLflow's clients, may be in the middle of a long epoch.
    private static RunState OfRunning(Run run, RunLiveness liveness) => liveness.IsAlive
        ? new("Running", "live", Icons.Material.Outlined.PlayCircle, "Running: " + liveness.Reason + ".")
        : RunOwner.Of(run) is null ? new("Silent", "idle", Icons.Material.Outlined.HelpOutline, "Running, or lost: " + liveness.Reason + ".")
        : new("Lost", "warn", Icons.Material.Outlined.HelpOutline, "The run never ended: " + liveness.Reason + ".");
}
