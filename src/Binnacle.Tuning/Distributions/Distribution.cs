namespace Binnacle.Tuning;

/// <summary>The values that a parameter can take, and how they are drawn.</summary>
/// <remarks>
/// Samplers and storages know a parameter's value in its internal form, a <see cref="double"/>: the number itself, or the
/// index of a choice. Programs see the external form: <see cref="double"/>, <see cref="long"/>, or the choice. Immutable.
/// </remarks>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    /// <summary>Only one value is possible, so that nothing has to be drawn.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>True when <paramref name="internalValue"/> can be drawn.</summary>
    public abstract bool Contains(double internalValue);

    /// <summary>The internal form of <paramref name="value"/>; it need not lie in the range.</summary>
    /// <exception cref="ArgumentException">The value is of another kind, or is none of the choices.</exception>
    public abstract double ToInternal(object? value);

    /// <summary>The external form of <paramref name="internalValue"/>.</summary>
    public abstract object? ToExternal(double internalValue);

    /// <summary>True when a parameter of this distribution may have <paramref name="other"/> in another trial of the study.</summary>
    /// <remarks>Ranges may change between trials; the kind, the logarithm and the choices may not.</remarks>
    public abstract bool IsCompatibleWith(Distribution other);

    /// <summary>Optuna's JSON text of the distribution, byte for byte.</summary>
    public string ToJson() => DistributionJson.Write(this);

    /// <summary>Reads Optuna's JSON text, the legacy kinds and the abbreviated form (<c>{"type": "int", …}</c>) among it.</summary>
    /// <exception cref="FormatException">The text is no distribution.</exception>
    public static Distribution FromJson(string json) => DistributionJson.Read(json);

    /// <summary>The only value of a distribution that <see cref="IsSingle"/>, in internal form.</summary>
    internal abstract double SingleValue { get; }
}
