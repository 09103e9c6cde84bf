namespace Binnacle.Tuning;

/// <summary>How far an optimisation is.</summary>
/// <param name="Study">The study.</param>
/// <param name="Trial">The trial that has just finished.</param>
/// <param name="Finished">How many trials this optimisation has finished.</param>
/// <param name="Trials">How many it will run; null without a limit.</param>
/// <param name="Elapsed">How long it has run.</param>
/// <param name="Timeout">How long it may run; null without a limit.</param>
public sealed record OptimizeProgress(Study Study, FrozenTrial Trial, int Finished, int? Trials, TimeSpan Elapsed, TimeSpan? Timeout)
{
    /// <summary>The share that is done, by trials or by time, whichever is further; null without a limit.</summary>
    public double? Share
    {
        get
        {
            double? byTrials = Trials is > 0 and { } trials ? (double)Finished / trials : null;
            double? byTime = Timeout is { Ticks: > 0 } limit ? Math.Min(Elapsed / limit, 1) : null;
            return byTrials is null ? byTime : byTime is null ? byTrials : Math.Max(byTrials.Value, byTime.Value);
        }
    }
}
