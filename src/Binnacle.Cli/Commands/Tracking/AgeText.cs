using System.Globalization;
using System.Text.RegularExpressions;
using Binnacle.Tracking;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Lengths of time as MLflow's commands take them: <c>1d2h3m4s</c>.</summary>
internal static partial class AgeText
{
    /// <returns>The length; zero without a text.</returns>
    /// <exception cref="TrackingException">The text is no length of time.</exception>
    public static TimeSpan Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return TimeSpan.Zero;
        Match match = Form().Match(text);
        if (!match.Success)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"--older-than: expected days, hours, minutes and seconds such as 30d or 1d12h, found '{text}'.");
        return TimeSpan.FromDays(Part(match, "d")) + TimeSpan.FromHours(Part(match, "h")) + TimeSpan.FromMinutes(Part(match, "m")) + TimeSpan.FromSeconds(Part(match, "s"));
    }

    private static double Part(Match match, string name) =>
        match.Groups[name].Success ? double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?=.)(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
