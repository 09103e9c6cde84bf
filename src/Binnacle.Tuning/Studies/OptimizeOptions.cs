namespace Binnacle.Tuning;

/// <summary>How long and how <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> runs.</summary>
public sealed record OptimizeOptions
{
    /// <summary>How many trials are run; null for no limit.</summary>
    public int? Trials { get; init; }

    /// <summary>No trial starts after this time; null for no limit. Running trials are finished.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many trials run at a time; -1 for one a processor. Default: 1.</summary>
    /// <remarks>Unless <see cref="Deterministic"/>, the order in which trials finish decides what the sampler sees.</remarks>
    public int Parallelism { get; init; } = 1;

    /// <summary>With <see cref="Parallelism"/> above 1: the same seed gives the same trials whatever the threads' timing. Default: false.</summary>
    /// <remarks>
    /// <para>Trials run in rounds of <see cref="Parallelism"/>: all trials of a round are asked for in the order of their numbers, run
    /// at the same time, and are told in the order of their numbers when the last of them has ended. A sampler sees the finished
    /// trials of earlier rounds; a pruner too, and the trial's own reports.</para>
    /// <para>Within a round parameters are suggested in turns: the first parameter of each trial in the order of their numbers, then
    /// the second of each, and so on; a trial that has ended is passed over. A trial that asks for a parameter out of turn waits. So
    /// suggest parameters before the expensive part of an objective; then nobody waits for long.</para>
    /// <para>With a parallelism of 1 the trials are those of a plain run. Other processes on the same study, and
    /// <see cref="Timeout"/>, are outside the promise.</para>
    /// </remarks>
    public bool Deterministic { get; init; }

    /// <summary>Exceptions of the objective that fail their trial without ending the optimisation. Default: none.</summary>
    public Func<Exception, bool>? Catch { get; init; }

    /// <summary>Called after each trial with the trial as stored, in this order, one trial at a time. May call <see cref="Study.Stop"/>.</summary>
    public IReadOnlyList<Action<Study, FrozenTrial>> Callbacks { get; init; } = [];

    /// <summary>Is told after each trial how far the optimisation is, e.g. a <see cref="TextProgressBar"/>. Default: nobody.</summary>
    public IProgress<OptimizeProgress>? Progress { get; init; }

    /// <summary>Collect garbage after each trial, for objectives whose objects hold memory outside .NET. Default: false.</summary>
    public bool CollectGarbage { get; init; }

    /// <summary>Measures <see cref="Timeout"/>. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The number of trials at a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Parallelism"/> is neither positive nor -1.</exception>
    internal int Workers
    {
        get
        {
            if (Parallelism != -1)
                ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
            return Parallelism == -1 ? Environment.ProcessorCount : Parallelism;
        }
    }
}
