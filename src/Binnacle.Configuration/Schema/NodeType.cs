namespace Binnacle.Configuration;

/// <summary>The type of a place in a configuration.</summary>
/// <param name="Name">The name in messages, as the reference writes it: <c>int</c>, <c>List[str]</c>, <c>JobConf</c>.</param>
internal abstract record NodeType(string Name)
{
    /// <summary>Null is a value of the type.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Everything fits.</summary>
    public static NodeType Any { get; } = new AnyType();

    public static NodeType Int { get; } = new PrimitiveType("int");

    public static NodeType Float { get; } = new PrimitiveType("float");

    public static NodeType Bool { get; } = new PrimitiveType("bool");

    public static NodeType Text { get; } = new PrimitiveType("str");

    /// <summary>The same type with null.</summary>
    public NodeType OrNull() => this with { IsOptional = true };
}

/// <summary>Everything.</summary>
internal sealed record AnyType() : NodeType("Any");

/// <summary><c>int</c>, <c>float</c>, <c>bool</c> or <c>str</c>.</summary>
internal sealed record PrimitiveType(string Name) : NodeType(Name);

/// <summary>One of several names.</summary>
internal sealed record EnumType(string Name, IReadOnlyList<string> Members) : NodeType(Name);

/// <summary>A list whose items have one type.</summary>
internal sealed record ListType(NodeType Item) : NodeType($"List[{Item.Name}]");

/// <summary>A map with text keys whose values have one type.</summary>
internal sealed record MapType(NodeType Value) : NodeType($"Dict[str, {Value.Name}]");

/// <summary>A map with known keys.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Fields">The keys and their types.</param>
/// <param name="IsDeclared">The place is declared to hold the class, which messages then tell; false where anything may stand.</param>
internal sealed record ClassType(string Name, IReadOnlyDictionary<string, NodeType> Fields, bool IsDeclared = true) : NodeType(Name);
