namespace Binnacle.Tuning;

/// <summary>When the trials of a study ran.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Bars">The trials that have started, in the order of their numbers.</param>
public sealed record TimelinePlot(string Study, IReadOnlyList<TimelineBar> Bars)
{
    // A running trial that has taken many times longer than any finished one was most likely killed.
    private const int LongestRunning = 5;

    /// <summary>The trials of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="now">Until when running trials are drawn, unless all of them seem to be dead.</param>
    public static TimelinePlot Of(Study study, DateTimeOffset now)
    {
        FrozenTrial[] started = [.. study.Trials.Where(trial => trial.StartedAt is not null)];
        TimeSpan? longest = started.Max(trial => trial.Duration);
        bool isAlive = started.Any(trial => trial.State == TrialState.Running && (longest is null || now - trial.StartedAt < longest * LongestRunning));
        DateTimeOffset end = isAlive ? now : started.Max(trial => trial.CompletedAt) ?? now;
        return new TimelinePlot(study.Name, [.. started.Select(trial => Bar(trial, end))]);
    }

    private static TimelineBar Bar(FrozenTrial trial, DateTimeOffset end)
    {
        DateTimeOffset start = trial.StartedAt!.Value, stop = trial.CompletedAt ?? end;
        return new TimelineBar(trial, start, stop < start ? start : stop);
    }
}
