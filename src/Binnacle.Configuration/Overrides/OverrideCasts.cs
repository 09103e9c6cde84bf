using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>The casts <c>int</c>, <c>float</c>, <c>str</c> and <c>bool</c> of the override grammar.</summary>
internal static class OverrideCasts
{
    public static OverrideValue Cast(string type, OverrideValue value) => value switch
    {
        ListValue list => new ListValue([.. list.Items.Select(item => Cast(type, item))]),
        MapValue map => new MapValue([.. map.Entries.Select(entry => new KeyValuePair<object?, OverrideValue>(entry.Key, Cast(type, entry.Value)))]),
        ChoiceSweep choice when choice.Items.Any(item => item is SweepValue) => throw new OverrideFunctionException("AssertionError", "a sweep inside a choice cannot be cast"),
        ChoiceSweep choice => new ChoiceSweep([.. choice.Items.Select(item => Cast(type, item))], choice.IsSimple),
        RangeSweep range when type is "int" or "float" => new RangeSweep(Number(type, range.Start), Number(type, range.Stop), Number(type, range.Step)),
        RangeSweep => throw new OverrideFunctionException("ValueError", "Range can only be cast to int or float"),
        IntervalSweep interval when type is "int" or "float" => interval with { Start = Number(type, interval.Start), End = Number(type, interval.End) },
        IntervalSweep => throw new OverrideFunctionException("ValueError", $"Intervals cannot be cast to {type}"),
        QuotedValue quoted => new ScalarValue(Scalar(type, quoted.Value)),
        ScalarValue scalar => new ScalarValue(Scalar(type, scalar.Value)),
        _ => throw new OverrideFunctionException("TypeError", $"a {OverrideFunctions.PythonType(value)} cannot be cast to {type}"),
    };

    private static object Number(string type, object value) => Scalar(type, value)!;

    private static object? Scalar(string type, object? value) => type switch
    {
        "int" => ToInteger(value),
        "float" => ToFloat(value),
        "bool" => ToBool(value),
        _ => ToText(value),
    };

    private static object ToInteger(object? value) => value switch
    {
        null => throw new OverrideFunctionException("AssertionError", "null cannot be cast to int"),
        bool flag => flag ? 1L : 0L,
        double number when double.IsNaN(number) => throw new OverrideFunctionException("ValueError", "cannot convert float NaN to integer"),
        double number when double.IsInfinity(number) => throw new OverrideFunctionException("OverflowError", "cannot convert float infinity to integer"),
        double number => SweepNumber.Narrow(new BigInteger(number)),
        string text when PythonNumber.IsInteger(text) => SweepNumber.Narrow(BigInteger.Parse(
            PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        string text => throw new OverrideFunctionException("ValueError", $"invalid literal for int() with base 10: {PythonText.Representation(new ScalarNode(text))}"),
        _ => value,
    };

    private static object ToFloat(object? value) => value switch
    {
        null => throw new OverrideFunctionException("AssertionError", "null cannot be cast to float"),
        bool flag => flag ? 1.0 : 0.0,
        double number => number,
        long number => (double)number,
        BigInteger number => (double)number,
        string text when PythonNumber.IsFloat(text) => ParseFloat(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal)),
        _ => throw new OverrideFunctionException("ValueError", $"could not convert string to float: {PythonText.Representation(new ScalarNode(value))}"),
    };

    public static double ParseFloat(string text)
    {
        bool negative = text[0] == '-';
        string digits = text.TrimStart('+', '-');
        double value = char.ToLowerInvariant(digits[0]) switch
        {
            'i' => double.PositiveInfinity,
            'n' => double.NaN,
            _ => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return negative ? -value : value;
    }

    private static object ToBool(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        double number => number != 0,
        long number => number != 0,
        BigInteger number => !number.IsZero,
        string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw new OverrideFunctionException("ValueError", $"Cannot cast {PythonText.Representation(new ScalarNode(value))} to bool"),
    };

    private static string ToText(object? value) => value switch
    {
        null => throw new OverrideFunctionException("AssertionError", "null cannot be cast to str"),
        bool flag => flag ? "true" : "false",
        string text => text,
        _ => PythonText.Of(new ScalarNode(value)),
    };
}
