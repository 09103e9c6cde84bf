namespace Binnacle.Jobs;

/// <summary>One flag of a job program.</summary>
/// <param name="Name">Its long name, with dashes.</param>
/// <param name="Short">Its short name; null: none.</param>
/// <param name="Choices">What its argument may be; empty: anything; null: it has no argument.</param>
/// <param name="Description">Its line in the help.</param>
internal sealed record JobFlag(string Name, string? Short, string[]? Choices, string Description)
{
    /// <summary>The flag may stand alone, meaning the first of its choices, or nothing where its argument may be anything.</summary>
    public bool ArgumentOptional { get; init; }

    public string Names => Short is null ? Name : $"{Name},{Short}";

    public string Signature => Choices switch
    {
        null => Name,
        [] when ArgumentOptional => $"{Name} [FOLDER]",
        [] => $"{Name} {Name.TrimStart('-').Replace('-', '_').ToUpperInvariant()}",
        _ when ArgumentOptional => $"{Name} [{{{string.Join(',', Choices)}}}]",
        _ => $"{Name} {{{string.Join(',', Choices)}}}",
    };
}
