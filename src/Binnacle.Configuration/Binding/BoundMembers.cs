using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>What binding needs of a type, told to the trimmer.</summary>
internal static class BoundMembers
{
    /// <summary>The members that the trimmer must keep.</summary>
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Why warnings about the types of members are silenced.</summary>
    public const string NestedTypes =
        "ConfigBinder documents that a trimmed program keeps the types of nested members; what is cut away is an error that names the type.";
}
