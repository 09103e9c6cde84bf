using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>What a storage knows of a study, without its trials. Immutable.</summary>
public sealed record FrozenStudy
{
    /// <summary>The storage's id of the study.</summary>
    public required long Id { get; init; }

    /// <summary>The study's name, unique in its storage.</summary>
    public required string Name { get; init; }

    /// <summary>One direction for each objective.</summary>
    public required ImmutableArray<StudyDirection> Directions { get; init; }

    /// <summary>Attributes set by programs: plain data (<see cref="PythonJson"/>).</summary>
    public ImmutableSortedDictionary<string, object?> UserAttributes { get; init; } = PlainData.NoAttributes;

    /// <summary>Attributes set by samplers and the study itself.</summary>
    public ImmutableSortedDictionary<string, object?> SystemAttributes { get; init; } = PlainData.NoAttributes;
}
