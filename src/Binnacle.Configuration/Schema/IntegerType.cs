using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Integers, from integers and text that spells one; never from floats or bools.</summary>
/// <param name="Least">The smallest; null for no bound.</param>
/// <param name="Most">The largest; null for no bound.</param>
internal sealed record IntegerType(BigInteger? Least = null, BigInteger? Most = null) : ScalarType("int")
{
    public override string Expected => "an integer";

    /// <summary>The integer that a value spells; null when it spells none.</summary>
    public static BigInteger? Parse(object? value) => value switch
    {
        long number => number,
        BigInteger number => number,
        string text when PythonNumber.IsInteger(text) =>
            BigInteger.Parse(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => null,
    };

    public override object? Fit(object value) =>
        Parse(value) is { } number && !(number < Least) && !(number > Most) ? new ScalarNode(number).Value : null;

    public override string ExpectedInsteadOf(object? value) => Parse(value) is null ? Expected : $"an integer from {Least} to {Most}";

    public override string Refusal(ConfigNode value, string shown, string kind) => Parse((value as ScalarNode)?.Value) is null
        ? $"Value '{shown}' of type '{kind}' could not be converted to Integer"
        : $"Value '{shown}' is not from {Least} to {Most}";
}
