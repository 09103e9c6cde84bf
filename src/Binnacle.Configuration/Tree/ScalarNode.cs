using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>A single value: null, bool, integer, float, text or bytes.</summary>
/// <remarks>
/// <see cref="Value"/> is null, <see cref="bool"/>, <see cref="long"/>, <see cref="BigInteger"/> (only outside the range of
/// long), <see cref="double"/>, <see cref="string"/> or <c>byte[]</c>. The text <c>???</c> marks a mandatory value that is
/// missing; a text with <c>${</c> is an interpolation until it is resolved.
/// </remarks>
public sealed class ScalarNode : ConfigNode
{
    /// <summary>The text that marks a mandatory value which has not been given.</summary>
    public const string MissingText = "???";

    private Expression? _expression;

    /// <param name="value">One of the types named on the class; <see cref="int"/> and <see cref="float"/> are widened.</param>
    /// <param name="origin">Where the value was written.</param>
    /// <exception cref="ArgumentException">The type of <paramref name="value"/> is none of the named.</exception>
    public ScalarNode(object? value, Origin? origin = null)
        : this(Normalize(value), origin, isLiteral: false)
    {
    }

    private ScalarNode(object? value, Origin? origin, bool isLiteral)
        : base(origin)
    {
        Value = value;
        IsInterpolation = !isLiteral && value is string text && InterpolationParser.HasInterpolation(text);
    }

    /// <summary>The null value, without an origin.</summary>
    public static ScalarNode Null { get; } = new(null);

    /// <summary>The value; see the remarks of the class for its types.</summary>
    public object? Value { get; }

    /// <summary>True for the text <c>???</c>.</summary>
    public bool IsMissing => Value is MissingText;

    /// <summary>True for a text that holds <c>${</c> and has not been resolved.</summary>
    public bool IsInterpolation { get; }

    /// <summary>The parsed form of an interpolation; parsed once, then kept with the node.</summary>
    /// <exception cref="InterpolationSyntaxException">The text is not valid.</exception>
    internal Expression Expression => _expression ??= InterpolationParser.ParseText((string)Value!);

    /// <summary>The same value with another origin.</summary>
    public ScalarNode WithOrigin(Origin? origin) => new(Value, origin, isLiteral: !IsInterpolation);

    /// <summary>A value that is final: its text is no interpolation, whatever it holds.</summary>
    internal static ScalarNode Literal(object? value, Origin? origin) => new(Normalize(value), origin, isLiteral: true);

    private static object? Normalize(object? value) => value switch
    {
        null or bool or long or double or string or byte[] => value,
        int number => (long)number,
        float number => (double)number,
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        BigInteger => value,
        _ => throw new ArgumentException($"A scalar cannot hold a {value.GetType().Name}.", nameof(value)),
    };
}
