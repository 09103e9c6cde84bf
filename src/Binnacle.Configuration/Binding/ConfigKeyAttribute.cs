namespace Binnacle.Configuration;

/// <summary>Names the configuration key of a property or of a record's parameter; without it, the key is the name in snake_case.</summary>
/// <param name="name">The key.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ConfigKeyAttribute(string name) : Attribute
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;
}
