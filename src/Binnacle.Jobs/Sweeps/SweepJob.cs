namespace Binnacle.Jobs;

/// <summary>One job that a sweeper wants to run.</summary>
/// <param name="Number">Its number in the sweep, from 0.</param>
/// <param name="Overrides">Its overrides in Hydra's grammar, without the sweep's own hydra overrides.</param>
public sealed record SweepJob(int Number, IReadOnlyList<string> Overrides)
{
    /// <summary>Tags for the job's run, e.g. which trial of which study it is. None by default.</summary>
    public IReadOnlyDictionary<string, string> RunTags { get; init; } = SweepContext.NoTags;
}
