namespace Binnacle.Configuration;

/// <summary>A parsed value of the interpolation grammar.</summary>
internal abstract record Expression;

/// <summary>A value that is known as it stands.</summary>
internal sealed record Literal(object? Value) : Expression;

/// <summary>Text put together from literal pieces and interpolations; always evaluates to text.</summary>
internal sealed record TextTemplate(IReadOnlyList<Expression> Parts) : Expression;

/// <summary><c>[a, b]</c>.</summary>
internal sealed record ListExpression(IReadOnlyList<Expression> Items) : Expression;

/// <summary><c>{k: v}</c>.</summary>
internal sealed record MapExpression(IReadOnlyList<KeyValuePair<ConfigKey, Expression>> Entries) : Expression;

/// <summary><c>${a.b}</c>, <c>${.a}</c>.</summary>
/// <param name="Level">Number of leading dots: 0 for a key from the root.</param>
/// <param name="Keys">Each a <see cref="Literal"/> text or an interpolation that gives one.</param>
/// <param name="Text">The reference as written, without <c>${</c> and <c>}</c>.</param>
internal sealed record NodeReference(int Level, IReadOnlyList<Expression> Keys, string Text) : Expression;

/// <summary><c>${name:arguments}</c>.</summary>
/// <param name="Name">Parts of the dotted name, each a <see cref="Literal"/> text or an interpolation.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Text">The arguments as written; the key of a resolver's cache.</param>
internal sealed record ResolverExpression(IReadOnlyList<Expression> Name, IReadOnlyList<Expression> Arguments, string Text) : Expression;
