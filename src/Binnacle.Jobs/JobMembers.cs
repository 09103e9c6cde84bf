using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Jobs;

/// <summary>What binding needs of a config type, for trimming.</summary>
internal static class JobMembers
{
    public const DynamicallyAccessedMemberTypes Bound =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>What instantiation needs of a callback's type.</summary>
    public const DynamicallyAccessedMemberTypes Instantiated = Bound | DynamicallyAccessedMemberTypes.PublicMethods;
}
