namespace Binnacle.Configuration;

/// <summary>What becomes of maps and lists that are handed to a parameter of type <see cref="object"/> (<c>_convert_</c>).</summary>
/// <remarks>A parameter of any other type gets what its type says, whatever the mode.</remarks>
internal enum ConvertMode
{
    /// <summary>They stay nodes.</summary>
    None,

    /// <summary>They become lists and dictionaries; a map that has a record as its schema stays a node.</summary>
    Partial,

    /// <summary>They become lists and dictionaries; a map that has a record as its schema becomes such a record.</summary>
    Object,

    /// <summary>They become lists and dictionaries.</summary>
    All,
}
