using System.Globalization;
using System.Text;

namespace Binnacle.Jobs.Logging;

/// <summary>Times by C's <c>strftime</c> pattern, in the C locale.</summary>
internal static class Strftime
{
    public static string Format(string pattern, DateTimeOffset time)
    {
        var text = new StringBuilder();
        for (int index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '%' && index + 1 < pattern.Length)
                text.Append(Directive(pattern[++index], time));
            else
                text.Append(pattern[index]);
        }

        return text.ToString();
    }

    private static string Directive(char directive, DateTimeOffset time) => directive switch
    {
        'Y' => Of(time, "yyyy"),
        'y' => Of(time, "yy"),
        'm' => Of(time, "MM"),
        'd' => Of(time, "dd"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => Of(time, "HH"),
        'I' => Of(time, "hh"),
        'M' => Of(time, "mm"),
        'S' => Of(time, "ss"),
        'f' => Of(time, "ffffff"),
        'p' => Of(time, "tt"),
        'a' => Of(time, "ddd"),
        'A' => Of(time, "dddd"),
        'b' or 'h' => Of(time, "MMM"),
        'B' => Of(time, "MMMM"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'z' => Of(time, "zzz").Replace(":", "", StringComparison.Ordinal),
        'Z' => time.Offset == TimeSpan.Zero ? "UTC" : Of(time, "zzz"),
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'F' => Of(time, "yyyy-MM-dd"),
        'T' or 'X' => Of(time, "HH:mm:ss"),
        'R' => Of(time, "HH:mm"),
        'D' or 'x' => Of(time, "MM'/'dd'/'yy"),
        'c' => Of(time, "ddd MMM ") + Directive('e', time) + Of(time, " HH:mm:ss yyyy"),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => "%" + directive,
    };

    private static string Of(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
