using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>What a study is made of.</summary>
public sealed record StudyOptions
{
    /// <summary>The name, unique in the storage; null for a made-up one, or, when loading, for the storage's only study.</summary>
    public string? Name { get; init; }

    /// <summary>One direction for each objective. Default: minimise one value. Ignored when a study is loaded.</summary>
    public ImmutableArray<StudyDirection> Directions { get; init; } = [StudyDirection.Minimize];

    /// <summary>Where the study is kept. Default: memory of its own.</summary>
    public IStudyStorage? Storage { get; init; }

    /// <summary>Decides parameters. Default: <see cref="TpeSampler"/> for one objective, <see cref="NsgaIISampler"/> for several.</summary>
    public ISampler? Sampler { get; init; }

    /// <summary>Stops trials early. Default: <see cref="MedianPruner"/>.</summary>
    public IPruner? Pruner { get; init; }

    /// <summary>Continue the study of this name when the storage has it. Default: false, which makes a taken name an error.</summary>
    public bool LoadIfExists { get; init; }

    /// <summary>Receives a line for things that are odd but no error, e.g. a trial that failed for a NaN. Default: nobody.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>
    /// Continue the random state of a seeded sampler when the study is loaded, so that a study that was stopped and resumed has the trials of
    /// one that was not. Default: true. The state is a system attribute of the study, found again by a sampler of the same kind and seed.
    /// Workers beside each other need seeds of their own.
    /// </summary>
    public bool ContinueSampler { get; init; } = true;

    /// <summary>Shows in the storage that the worker of a trial is alive, and fails the trials of dead ones. Default: null, neither.</summary>
    public HeartbeatOptions? Heartbeat { get; init; }
}
