namespace Binnacle.Configuration;

/// <summary>The type of a place in a configuration.</summary>
/// <param name="Name">The name in messages, as the reference writes it: <c>int</c>, <c>List[str]</c>, <c>JobConf</c>.</param>
internal abstract record NodeType(string Name)
{
    /// <summary>Everything fits.</summary>
    public static NodeType Any { get; } = new AnyType();

    public static ScalarType Int { get; } = new IntegerType();

    public static ScalarType Float { get; } = new FloatType();

    public static ScalarType Bool { get; } = new BoolType();

    public static ScalarType Text { get; } = new TextType();

    public static ScalarType Bytes { get; } = new BytesType();

    public static ScalarType Path { get; } = new PathType();

    /// <summary>Null is a value of the type.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The name with its optionality.</summary>
    public string Hint => IsOptional ? $"Optional[{Name}]" : Name;

    /// <summary>The type of what stands under a key of a container of this type; null when the container knows no such key.</summary>
    public virtual NodeType? Under(ConfigKey key) => Any;

    /// <summary>The same type with null.</summary>
    public NodeType OrNull() => this with { IsOptional = true };

    private sealed record AnyType() : NodeType("Any");
}
