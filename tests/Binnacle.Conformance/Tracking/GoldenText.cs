using System.Text;
using System.Text.Json;

namespace Binnacle.Conformance.Tracking;

/// <summary>Values as the tracking goldens spell them.</summary>
internal static class GoldenText
{
    /// <summary>A text, or <c>{"$repeat": c, "n": k}</c>.</summary>
    public static string Expand(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? new StringBuilder().Insert(0, value.GetProperty("$repeat").GetString()!, value.GetProperty("n").GetInt32()).ToString()
        : value.GetString()!;

    /// <summary>A number, or the name of one that JSON cannot write.</summary>
    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new FormatException($"'{other}' is no number."),
        };

    public static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
        || (double.IsNaN(left) && double.IsNaN(right));

    /// <summary>Null when the error is the expected one; else what differs.</summary>
    public static string? CompareError(JsonElement expect, Binnacle.Tracking.TrackingException error)
    {
        string code = expect.GetProperty("error_code").GetString()!;
        if (code.StartsWith("<<", StringComparison.Ordinal))
            return null;
        if (error.ErrorCode != code)
            return $"expected {code}, found {error.ErrorCode}: {error.Message}";
        if (expect.TryGetProperty("message", out JsonElement message) && message.GetString() is { } text && ExpandMarks(text) != error.Message)
            return $"expected '{text}', found '{error.Message}'";
        return expect.TryGetProperty("message_prefix", out JsonElement prefix) && !error.Message.StartsWith(prefix.GetString()!, StringComparison.Ordinal)
            ? $"expected '{prefix.GetString()}…', found '{error.Message}'"
            : null;
    }

    /// <summary>Replaces marks such as <c>&lt;&lt;a*256&gt;&gt;</c>.</summary>
    private static string ExpandMarks(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, @"<<(.)\*(\d+)>>", match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value)));
}
