using System.Globalization;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Times as Python's <c>strftime</c> writes them, always in English.</summary>
public static class PythonTime
{
    /// <summary>Formats a time.</summary>
    /// <param name="time">The time, in the zone that it is to be shown in.</param>
    /// <param name="format">Directives such as <c>%Y-%m-%d</c>; an unknown directive is kept as it is written.</param>
    public static string Format(DateTimeOffset time, string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
                text.Append(format[i]);
            else
                text.Append(Directive(time, format[++i]));
        }

        return text.ToString();
    }

    private static string Directive(DateTimeOffset time, char directive) => directive switch
    {
        'Y' => Digits(time.Year, 4),
        'y' => Net(time, "yy"),
        'm' => Digits(time.Month, 2),
        'd' => Digits(time.Day, 2),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => Digits(time.Hour, 2),
        'I' => Net(time, "hh"),
        'M' => Digits(time.Minute, 2),
        'S' => Digits(time.Second, 2),
        'f' => Net(time, "ffffff"),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'a' => Net(time, "ddd"),
        'A' => Net(time, "dddd"),
        'b' or 'h' => Net(time, "MMM"),
        'B' => Net(time, "MMMM"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'u' => (time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(time.DateTime).ToString(CultureInfo.InvariantCulture),
        'U' => ((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7).ToString("00", CultureInfo.InvariantCulture),
        'W' => ((time.DayOfYear + 6 - (((int)time.DayOfWeek + 6) % 7)) / 7).ToString("00", CultureInfo.InvariantCulture),
        'c' => Net(time, "ddd MMM ") + Directive(time, 'e') + Net(time, " HH:mm:ss yyyy"),
        'D' or 'x' => Net(time, "MM/dd/yy"),
        'F' => Net(time, "yyyy-MM-dd"),
        'T' or 'X' => Net(time, "HH:mm:ss"),
        'R' => Net(time, "HH:mm"),
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => "%" + directive,
    };

    /// <summary>The usual directives; .NET's formats of times would be compiled first at the start of every job.</summary>
    private static string Digits(int number, int count) => number.ToString(CultureInfo.InvariantCulture).PadLeft(count, '0');

    private static string Net(DateTimeOffset time, string format) =>
        time.ToString(format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture);
}
