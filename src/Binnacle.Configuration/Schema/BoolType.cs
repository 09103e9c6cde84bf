using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Bools, from bools, integers (zero is false) and <c>yes</c>, <c>y</c>, <c>on</c>, <c>true</c>, <c>no</c>, <c>n</c>, <c>off</c>, <c>false</c> in any case.</summary>
internal sealed record BoolType() : ScalarType("bool")
{
    public override string Expected => "true or false";

    public override object? Fit(object value) => value switch
    {
        bool => value,
        long number => number != 0,
        BigInteger number => !number.IsZero,
        string text => text.ToLowerInvariant() switch
        {
            "yes" or "y" or "on" or "true" => true,
            "no" or "n" or "off" or "false" => false,
            _ => IntegerType.Parse(text) is { } number ? !number.IsZero : null,
        },
        _ => null,
    };

    public override string Refusal(ConfigNode value, string shown, string kind) => $"Value '{shown}' is not a valid bool (type {kind})";
}
