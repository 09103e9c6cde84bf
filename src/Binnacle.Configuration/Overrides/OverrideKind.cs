namespace Binnacle.Configuration;

/// <summary>What an override does.</summary>
public enum OverrideKind
{
    /// <summary><c>key=value</c>: changes a value or a choice that exists.</summary>
    Change,

    /// <summary><c>+key=value</c>: adds one that does not exist.</summary>
    Add,

    /// <summary><c>++key=value</c>: changes or adds.</summary>
    ForceAdd,

    /// <summary><c>~key</c> or <c>~key=value</c>: deletes.</summary>
    Delete,
}
