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

    /// <param name="value">One of the types named on the class; <see cref="int"/> and <see cref="float"/> are widened.</param>
    /// <param name="origin">Where the value was written.</param>
    /// <exception cref="ArgumentException">The type of <paramref name="value"/> is none of the named.</exception>
    public ScalarNode(object? value, Origin? origin = null)
        : base(origin) => Value = Normalize(value);

    /// <summary>The null value, without an origin.</summary>
    public static ScalarNode Null { get; } = new(null);

    /// <summary>The value; see the remarks of the class for its types.</summary>
    public object? Value { get; }

    /// <summary>True for the text <c>???</c>.</summary>
    public bool IsMissing => Value is MissingText;

    /// <summary>The same value with another origin.</summary>
    public ScalarNode WithOrigin(Origin? origin) => new(Value, origin);

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
