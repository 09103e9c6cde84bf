using System.Globalization;
using System.Text.Json;

namespace Binnacle.Conformance.Tuning;

/// <summary>Reads the numbers of tuning goldens and compares them.</summary>
internal static class Golden
{
    /// <summary>A number; <c>"inf"</c>, <c>"-inf"</c> and <c>"nan"</c> stand for what JSON lacks.</summary>
    public static double Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            var text => throw new FormatException($"'{text}' is no number."),
        },
    };

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).Number();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    /// <summary>All numbers of nested lists, in order.</summary>
    public static IEnumerable<double> Flat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element.Number()];

    /// <summary>Null when both are equal bit for bit (all NaN are equal, and so are both zeros).</summary>
    public static string? Difference(string what, IEnumerable<double> expected, IEnumerable<double> found, double tolerance = 0)
    {
        double[] left = [.. expected], right = [.. found];
        if (left.Length != right.Length)
            return $"{what}: expected {left.Length} numbers, found {right.Length}";
        for (int i = 0; i < left.Length; i++)
        {
            if (!IsClose(left[i], right[i], tolerance))
                return string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]: expected {left[i]:R}, found {right[i]:R}");
        }

        return null;
    }

    public static string? Difference(string what, double expected, double found, double tolerance = 0) =>
        Difference(what, [expected], [found], tolerance);

    public static bool IsClose(double expected, double found, double tolerance) =>
        expected.Equals(found) || expected == found
        || (tolerance > 0 && Math.Abs(expected - found) <= tolerance * Math.Max(Math.Abs(expected), Math.Abs(found)));

    /// <summary>A JSON value as plain data: null, truth value, long, double or text.</summary>
    public static object? Plain(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long integer) && element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? (object)integer : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        _ => element.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.Plain()),
    };

    public static CaseOutcome Outcome(params IEnumerable<string?> differences)
    {
        string? first = differences.FirstOrDefault(difference => difference is not null);
        return first is null ? CaseOutcome.Pass("") : CaseOutcome.Fail("", first);
    }
}
