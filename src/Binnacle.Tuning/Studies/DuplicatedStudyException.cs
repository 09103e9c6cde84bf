namespace Binnacle.Tuning;

/// <summary>A study of this name already exists in the storage.</summary>
public sealed class DuplicatedStudyException : TuningException
{
    /// <param name="name">The name.</param>
    public DuplicatedStudyException(string name)
        : base($"A study named '{name}' already exists. Load it, or choose another name.") => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }
}
