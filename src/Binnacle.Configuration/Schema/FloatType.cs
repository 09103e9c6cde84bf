using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Floats, from any number and text that spells one; never from bools.</summary>
internal sealed record FloatType() : ScalarType("float")
{
    public override string Expected => "a number";

    public override object? Fit(object value) => value switch
    {
        double => value,
        long number => (double)number,
        BigInteger number => (double)number,
        string text when PythonNumber.IsFloat(text) => Parse(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()),
        _ => null,
    };

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Value '{shown}' of type '{kind}' could not be converted to Float";

    private static double Parse(string text) => text.TrimStart('+', '-') switch
    {
        "nan" => double.NaN,
        "inf" or "infinity" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
