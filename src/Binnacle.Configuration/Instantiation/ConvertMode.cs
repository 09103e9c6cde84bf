namespace Binnacle.Configuration;

/// <summary>What becomes of maps and lists that are handed to a parameter of type <see cref="object"/> (<c>_convert_</c>).</summary>
/// <remarks>A parameter of any other type gets what its type says, whatever the mode.</remarks>
internal enum ConvertMode
{
    /// <summary>They stay nodes.</summary>
    None,

    /// <summary>They become lists and dictionaries. Trees know no records of their own, so the next two do the same.</summary>
    Partial,

    /// <summary>As <see cref="Partial"/>.</summary>
    Object,

    /// <summary>As <see cref="Partial"/>.</summary>
    All,
}
