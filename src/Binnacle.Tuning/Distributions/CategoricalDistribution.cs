using System.Collections.Immutable;
using System.Numerics;

namespace Binnacle.Tuning;

/// <summary>A parameter that is one of some choices without order.</summary>
/// <remarks>A choice is null, a <see cref="bool"/>, a <see cref="long"/>, a <see cref="double"/> or a text. Equal when the choices are equal in order.</remarks>
public sealed record CategoricalDistribution : Distribution
{
    /// <param name="choices">At least one; null, truth values, numbers or texts.</param>
    /// <exception cref="ArgumentException">There is no choice, or one is of another type.</exception>
    public CategoricalDistribution(params IEnumerable<object?> choices)
    {
        Choices = [.. choices.Select(Normalise)];
        if (Choices.IsEmpty)
            throw new ArgumentException("A categorical parameter needs at least one choice.", nameof(choices));
    }

    /// <summary>The choices in order; a value's internal form is its index.</summary>
    public ImmutableArray<object?> Choices { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Choices.Length == 1;

    internal override double SingleValue => 0;

    /// <inheritdoc/>
    public override bool Contains(double internalValue) => (int)internalValue is var index && index >= 0 && index < Choices.Length;

    /// <inheritdoc/>
    /// <remarks>Numbers and truth values are found as in Python: <c>true</c> equals 1 and 1.0.</remarks>
    public override double ToInternal(object? value)
    {
        object? wanted = Normalise(value);
        for (int i = 0; i < Choices.Length; i++)
        {
            if (AreEqual(Choices[i], wanted))
                return i;
        }

        throw new ArgumentException(
            $"expected one of {string.Join(", ", Choices.Select(PythonJson.Write))}, found {PythonJson.Write(wanted)}.");
    }

    /// <inheritdoc/>
    public override object? ToExternal(double internalValue) => Choices[(int)internalValue];

    /// <inheritdoc/>
    public override bool IsCompatibleWith(Distribution other) => other.Equals(this);

    /// <inheritdoc/>
    public bool Equals(CategoricalDistribution? other) =>
        other is not null && Choices.Length == other.Choices.Length && Choices.Zip(other.Choices).All(pair => AreEqual(pair.First, pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => Choices.Length;

    private static object? Normalise(object? choice) => choice switch
    {
        null or bool or long or double or string or BigInteger => choice,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(choice, null),
        float real => (double)real,
        Enum name => name.ToString(),
        _ => throw new ArgumentException(
            $"A choice is null, a truth value, a number or a text, found {choice} ({choice.GetType().Name})."),
    };

    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (string first, string second) => first == second,
        (null or string, _) or (_, null or string) => false,
        (double or BigInteger, _) or (_, double or BigInteger) => ToDouble(left).Equals(ToDouble(right)),
        _ => Convert.ToInt64(left, null) == Convert.ToInt64(right, null),
    };

    private static double ToDouble(object? number) => number is BigInteger large ? (double)large : Convert.ToDouble(number, null);
}
