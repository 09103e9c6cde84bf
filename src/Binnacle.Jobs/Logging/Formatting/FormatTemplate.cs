using System.Text;
using System.Text.RegularExpressions;
using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>A format of Python's logging in one of its three styles, taken apart once.</summary>
internal sealed partial class FormatTemplate
{
    private readonly List<FormatField> _fields;

    private FormatTemplate(List<FormatField> fields) => _fields = fields;

    /// <summary>The attributes in the order of the format.</summary>
    public IEnumerable<string> Attributes => _fields.Select(part => part.Attribute).OfType<string>();

    /// <param name="format">The text of the format.</param>
    /// <param name="style"><c>%</c>, <c>{</c> or <c>$</c>.</param>
    /// <exception cref="FormatException">The format is wrong; the message says where.</exception>
    public static FormatTemplate Parse(string format, char style)
    {
        var fields = new List<FormatField>();
        int index = 0;
        while (index < format.Length)
        {
            int start = format.AsSpan(index).IndexOfAny(style, style == '{' ? '}' : style);
            if (start < 0)
                break;
            start += index;
            fields.Add(new(null, format[index..start]));
            fields.Add(UsualField(format, start, out index) ?? Field(format, start, style, out index));
        }

        fields.Add(new(null, format[index..]));
        return new(fields);
    }

    public void Append(StringBuilder text, LogRecord record, TimeFormat time)
    {
        foreach (FormatField field in _fields)
            field.Append(text, record, time);
    }

    /// <summary><c>%(name)s</c>, which most formats are made of; without the pattern, for that takes its time at the start of every job.</summary>
    private static FormatField? UsualField(string format, int start, out int end)
    {
        end = start;
        if (!format.AsSpan(start).StartsWith("%("))
            return null;
        int close = format.IndexOf(')', start);
        if (close < 0 || close + 1 == format.Length || format[close + 1] != 's' || !RecordAttribute.Exists(format[(start + 2)..close]))
            return null;
        end = close + 2;
        return new FormatField(format[(start + 2)..close]);
    }

    private static FormatField Field(string format, int start, char style, out int end)
    {
        Regex field = style switch { '%' => PercentField(), '{' => BraceField(), _ => DollarField() };
        Match match = field.Match(format, start);
        if (!match.Success)
            throw new FormatException($"no valid field at column {start + 1} of '{format}'.");
        end = start + match.Length;
        return Field(match, style);
    }

    private static FormatField Field(Match match, char style)
    {
        string name = match.Groups["name"].Value;
        if (name.Length == 0)
            return new(null, match.Value[..1]);
        if (!RecordAttribute.Exists(name))
        {
            string hint = NearestName.Of(name, RecordAttribute.Names) is { } near ? $" Did you mean '{near}'?" : "";
            throw new FormatException($"a log record has no '{name}'.{hint}");
        }

        string flags = match.Groups["flags"].Value;
        string type = match.Groups["type"].Value;
        bool number = type is "d" or "i" or "f" or "F";
        bool zero = flags.Contains('0', StringComparison.Ordinal);
        return new FormatField(
            name,
            Width: Number(match, "width", 0),
            Alignment: Alignment(match, style, flags, number),
            Fill: match.Groups["fill"] is { Length: > 0 } fill ? fill.Value[0] : zero && number ? '0' : ' ',
            Precision: Number(match, "precision", -1),
            Type: type switch { "d" or "i" => 'd', "f" or "F" => 'f', _ => 's' });
    }

    private static char Alignment(Match match, char style, string flags, bool number)
    {
        if (match.Groups["align"] is { Length: > 0 } align)
            return align.Value[0];
        if (style == '%')
            return flags.Contains('-', StringComparison.Ordinal) ? '<' : '>';
        return number ? '>' : '<';
    }

    private static int Number(Match match, string group, int absent) =>
        match.Groups[group] is { Length: > 0 } digits ? int.Parse(digits.ValueSpan) : absent;

    [GeneratedRegex(@"\G(%%|%\((?<name>\w+)\)(?<flags>[-+ #0]*)(?<width>\d{0,4})(\.(?<precision>\d{1,4}))?(?<type>[sdifFra]))")]
    private static partial Regex PercentField();

    [GeneratedRegex(@"\G(\{\{|\}\}|\{(?<name>\w+)(![rsa])?(:((?<fill>[^{}])?(?<align>[<>^]))?(?<flags>0?)(?<width>\d{0,4})(\.(?<precision>\d{1,4}))?(?<type>[sdfF]?))?\})")]
    private static partial Regex BraceField();

    [GeneratedRegex(@"\G(\$\$|\$(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)\})")]
    private static partial Regex DollarField();
}
