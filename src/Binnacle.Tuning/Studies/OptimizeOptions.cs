namespace Binnacle.Tuning;

/// <summary>How long and how <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> runs.</summary>
public sealed record OptimizeOptions
{
    /// <summary>How many trials are run; null for no limit.</summary>
    public int? Trials { get; init; }

    /// <summary>No trial starts after this time; null for no limit. Running trials are finished.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many trials run at a time. Default: 1. With more, the order in which trials finish decides what the sampler sees.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Exceptions of the objective that fail their trial without ending the optimisation. Default: none.</summary>
    public Func<Exception, bool>? Catch { get; init; }

    /// <summary>Called after each trial, with the trial as stored. May call <see cref="Study.Stop"/>.</summary>
    public Action<Study, FrozenTrial>? OnTrialFinished { get; init; }

    /// <summary>Measures <see cref="Timeout"/>. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
