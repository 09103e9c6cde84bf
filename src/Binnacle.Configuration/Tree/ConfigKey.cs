using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>A key of a <see cref="MapNode"/>: text, integer, float, bool, bytes or null.</summary>
/// <remarks>
/// Keys are compared as Python compares them, for that is what the reference does: <c>1</c>, <c>1.0</c> and <c>true</c> are
/// one key, <c>"1"</c> is another. Null is a key only of values written on a command line or in a resolver's argument; files
/// refuse it. The origin takes no part in comparisons. Immutable; a class and no struct, for the runtime holds compiled code of its
/// collections for classes only, and would compile it anew at each start of a program.
/// </remarks>
public sealed class ConfigKey : IEquatable<ConfigKey>
{
    /// <param name="value">A <see cref="string"/>, <see cref="long"/>, <see cref="int"/>, <see cref="BigInteger"/>, <see cref="double"/>, <see cref="bool"/>, <c>byte[]</c> or null.</param>
    /// <param name="origin">Where the key was written.</param>
    /// <exception cref="ArgumentException">Another type.</exception>
    public ConfigKey(object? value, Origin? origin = null)
    {
        Origin = origin;
        Value = value switch
        {
            null or string or long or BigInteger or double or bool or byte[] => value,
            int number => (long)number,
            _ => throw new ArgumentException($"A key cannot be a {value.GetType().Name}.", nameof(value)),
        };
    }

    /// <summary>The null key.</summary>
    internal static ConfigKey Null { get; } = new(null);

    /// <summary>The key as it was written: string, long, BigInteger, double, bool, byte[] or null.</summary>
    public object? Value { get; }

    /// <summary>Where the key was first written; null when it was made by code. A merge keeps the key of the tree below.</summary>
    public Origin? Origin { get; }

    /// <summary>The text of the key as Python prints it (<c>True</c>, <c>1</c>, <c>a</c>).</summary>
    public string Text => PythonText.Of(Value);

    /// <summary>A text key.</summary>
    public static implicit operator ConfigKey(string text) => new(text);

    /// <inheritdoc cref="Equals(ConfigKey)"/>
    public static bool operator ==(ConfigKey? left, ConfigKey? right) => left is null ? right is null : left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ConfigKey? left, ConfigKey? right) => !(left == right);

    /// <summary>A text key, for languages without conversion operators.</summary>
    public static ConfigKey FromString(string text) => new(text);

    /// <inheritdoc/>
    public bool Equals(ConfigKey? other) => other is not null && (Value, other.Value) switch
    {
        (string left, string right) => left == right,
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        (null, null) => true,
        (string or byte[] or null, _) or (_, string or byte[] or null) => false,
        var (left, right) => Number(left).Equals(Number(right)),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfigKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value switch
    {
        null => 0,
        string text => text.GetHashCode(StringComparison.Ordinal),
        byte[] bytes => bytes.Length,
        var number => Number(number).GetHashCode(),
    };

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static double Number(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        long number => number,
        BigInteger number => (double)number,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}
