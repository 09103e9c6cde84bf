using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>A key of a <see cref="MapNode"/>: text, integer, float or bool.</summary>
/// <remarks>
/// Keys are compared as Python compares them, for that is what the reference does: <c>1</c>, <c>1.0</c> and <c>true</c> are
/// one key, <c>"1"</c> is another.
/// </remarks>
public readonly struct ConfigKey : IEquatable<ConfigKey>
{
    private readonly object? _value;

    /// <param name="value">A <see cref="string"/>, <see cref="long"/>, <see cref="int"/>, <see cref="double"/> or <see cref="bool"/>.</param>
    /// <exception cref="ArgumentException">Another type.</exception>
    public ConfigKey(object value) => _value = value switch
    {
        string or long or double or bool => value,
        int number => (long)number,
        _ => throw new ArgumentException($"A key cannot be a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>The key as it was written: string, long, double or bool.</summary>
    public object Value => _value ?? "";

    /// <summary>The text of the key as Python prints it (<c>True</c>, <c>1</c>, <c>a</c>).</summary>
    public string Text => Value switch
    {
        string text => text,
        bool flag => flag ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        var other => PythonText.Of((double)other),
    };

    /// <summary>A text key.</summary>
    public static implicit operator ConfigKey(string text) => new(text);

    /// <inheritdoc cref="Equals(ConfigKey)"/>
    public static bool operator ==(ConfigKey left, ConfigKey right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ConfigKey left, ConfigKey right) => !left.Equals(right);

    /// <summary>A text key, for languages without conversion operators.</summary>
    public static ConfigKey FromString(string text) => new(text);

    /// <inheritdoc/>
    public bool Equals(ConfigKey other) => (Value, other.Value) switch
    {
        (string left, string right) => left == right,
        (string, _) or (_, string) => false,
        var (left, right) => Number(left).Equals(Number(right)),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfigKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Value is string text ? text.GetHashCode(StringComparison.Ordinal) : Number(Value).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static double Number(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        long number => number,
        _ => (double)value,
    };
}
