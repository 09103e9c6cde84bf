using System.Globalization;
using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Reads durations: <c>90s</c>, <c>1h30m</c>, <c>500ms</c>, <c>00:01:30</c>, or a number of seconds.</summary>
internal static partial class DurationText
{
    public static TimeSpan? Parse(object? value) => value switch
    {
        long seconds when Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds => TimeSpan.FromSeconds(seconds),
        double seconds when Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds => TimeSpan.FromSeconds(seconds),
        string text when Units().Match(text) is { Success: true } match && text.Length > 0 => Sum(match),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) && text.Contains(':', StringComparison.Ordinal) => span,
        _ => null,
    };

    private static TimeSpan? Sum(Match match)
    {
        double seconds = Number(match, "d") * 86400 + Number(match, "h") * 3600 + Number(match, "m") * 60 + Number(match, "s") + Number(match, "ms") / 1000;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\s*(?=\S)(?:(?<d>[0-9]+(?:\.[0-9]+)?)\s*d)?\s*(?:(?<h>[0-9]+(?:\.[0-9]+)?)\s*h)?\s*(?:(?<m>[0-9]+(?:\.[0-9]+)?)\s*m(?!s))?\s*(?:(?<s>[0-9]+(?:\.[0-9]+)?)\s*s)?\s*(?:(?<ms>[0-9]+(?:\.[0-9]+)?)\s*ms)?\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
