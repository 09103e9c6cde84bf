namespace Binnacle.Tuning;

public sealed partial class Study
{
    /// <summary>This study over a fixed history, for pruners. What is written goes to the study itself.</summary>
    /// <param name="trials">The trials as the view shows them.</param>
    /// <param name="direction">The direction of the only objective that the view shows; null for all objectives.</param>
    internal Study View(IReadOnlyList<FrozenTrial> trials, StudyDirection? direction = null)
    {
        FrozenStudy record = new() { Id = Id, Name = Name, Directions = direction is { } only ? [only] : Directions };
        return new Study(record, new HistoryView(Storage, record, trials), new StudyOptions { Sampler = Sampler, Pruner = Pruner, ContinueSampler = false });
    }
}
