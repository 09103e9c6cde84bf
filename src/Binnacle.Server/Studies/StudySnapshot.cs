using Binnacle.Tuning;

namespace Binnacle.Server.Studies;

/// <summary>A study as it was at one moment, with its trials.</summary>
/// <param name="Record">Name, directions and attributes.</param>
/// <param name="Trials">Its trials in the order of their numbers.</param>
public sealed record StudySnapshot(FrozenStudy Record, IReadOnlyList<FrozenTrial> Trials)
{
    /// <summary>The snapshot as a study, for analysis; it cannot be changed.</summary>
    public Study AsStudy() => Study.Load(new StudyOptions { Storage = new SnapshotStorage(this), Sampler = new RandomSampler(0), ContinueSampler = false });

    /// <summary>Whether another snapshot shows the same state.</summary>
    public bool IsSame(StudySnapshot other) =>
        (ReferenceEquals(Trials, other.Trials) || (Trials.Count == other.Trials.Count && Trials.SequenceEqual(other.Trials, ReferenceEqualityComparer.Instance)))
        && Record.Name == other.Record.Name
        && PythonJson.Write(Record.SystemAttributes) == PythonJson.Write(other.Record.SystemAttributes)
        && PythonJson.Write(Record.UserAttributes) == PythonJson.Write(other.Record.UserAttributes);
}
