namespace Binnacle.Tuning;

/// <summary>A study at a glance.</summary>
/// <param name="Study">Name, directions and attributes.</param>
/// <param name="TrialCount">How many trials it has, in any state.</param>
/// <param name="BestTrial">Its best trial; null with several objectives, or when none is complete and feasible.</param>
/// <param name="StartedAt">When its first trial started; null before.</param>
public sealed record StudySummary(FrozenStudy Study, int TrialCount, FrozenTrial? BestTrial, DateTimeOffset? StartedAt);
