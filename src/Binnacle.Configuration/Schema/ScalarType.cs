namespace Binnacle.Configuration;

/// <summary>A type of single values: the one rule by which a value of a configuration becomes one of the type.</summary>
/// <param name="Name">As <see cref="NodeType.Name"/>.</param>
internal abstract record ScalarType(string Name) : NodeType(Name)
{
    /// <summary>What the type wants, in words.</summary>
    public abstract string Expected { get; }

    /// <summary>The value in the form of the type, as <see cref="ScalarNode.Value"/> holds it; null when it does not fit.</summary>
    /// <param name="value">A value that is not null.</param>
    public abstract object? Fit(object value);

    /// <summary>The reference's sentence about a value that does not fit.</summary>
    /// <param name="value">The value, which may be a container.</param>
    /// <param name="shown">The value as Python prints it.</param>
    /// <param name="kind">Python's name of its type.</param>
    public abstract string Refusal(ConfigNode value, string shown, string kind);

    /// <summary>What was expected where a value is found that does not fit.</summary>
    public virtual string ExpectedInsteadOf(object? value) => Expected;

    /// <summary>The valid value that a wrong one most likely meant; null when none is near.</summary>
    public virtual string? Nearest(string shown) => null;
}
