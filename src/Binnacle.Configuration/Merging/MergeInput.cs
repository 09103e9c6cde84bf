namespace Binnacle.Configuration;

/// <summary>A tree to merge, with the flags that it sets on the result.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="IsStruct">No keys may be added by what is merged after it.</param>
/// <param name="IsReadOnly">Nothing may be changed by what is merged after it.</param>
public sealed record MergeInput(ConfigNode Tree, bool IsStruct = false, bool IsReadOnly = false);
