using System.Collections.Immutable;

namespace Binnacle.Configuration;

/// <summary>A parsed text with interpolations, or a parsed argument of a resolver.</summary>
internal abstract record Expression
{
    /// <summary>A value that needs no resolution.</summary>
    internal sealed record Constant(ScalarNode Value) : Expression;

    /// <summary>Parts joined to one text, each as Python prints it.</summary>
    internal sealed record Text(ImmutableArray<Expression> Parts) : Expression;

    /// <summary><c>${a.b[0]}</c>: another node. The parts, joined, are its key; <paramref name="Source"/> is the text with braces.</summary>
    internal sealed record Reference(int Dots, ImmutableArray<Expression> Key, string Source) : Expression
    {
        /// <summary>The key cut into its parts once; null when a nested interpolation decides it.</summary>
        public IReadOnlyList<string>? Path { get; } = Key is [Constant { Value.Value: string text }] ? KeyPath.Split(text) : null;
    }

    /// <summary><c>${name:arguments}</c>.</summary>
    internal sealed record Call(ImmutableArray<Expression> Name, ImmutableArray<Expression> Arguments, string ArgumentText, string Source) : Expression;

    internal sealed record List(ImmutableArray<Expression> Items) : Expression;

    internal sealed record Map(ImmutableArray<KeyValuePair<ConfigKey, Expression>> Entries) : Expression;

    /// <summary>An element left out between commas: an empty text, with a warning that shows the <paramref name="Sequence"/>.</summary>
    internal sealed record Omitted(string Sequence) : Expression;
}
