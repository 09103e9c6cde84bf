using System.Globalization;
using System.Text;

namespace Binnacle.Jobs.Logging;

/// <summary>One place of a format where an attribute of the record goes, or literal text when there is no attribute.</summary>
/// <param name="Attribute">Python's name of the attribute; null for literal text.</param>
/// <param name="Literal">The text when <paramref name="Attribute"/> is null.</param>
/// <param name="Width">The smallest number of characters.</param>
/// <param name="Alignment"><c>&lt;</c>, <c>&gt;</c> or <c>^</c>.</param>
/// <param name="Fill">What fills up to the width.</param>
/// <param name="Precision">Digits after the point of a number of type <c>f</c>, largest length of a text; -1 for none.</param>
/// <param name="Type">The conversion: <c>s</c>, <c>d</c> or <c>f</c>.</param>
internal sealed record FormatField(
    string? Attribute,
    string Literal = "",
    int Width = 0,
    char Alignment = '>',
    char Fill = ' ',
    int Precision = -1,
    char Type = 's')
{
    public void Append(StringBuilder text, LogRecord record, TimeFormat time)
    {
        if (Attribute is null)
        {
            text.Append(Literal);
            return;
        }

        string value = Convert(RecordAttribute.Read(Attribute, record, time));
        int missing = Math.Max(0, Width - value.Length);
        int before = Alignment switch { '<' => 0, '^' => missing / 2, _ => missing };
        text.Append(Fill, before).Append(value).Append(Fill, missing - before);
    }

    private string Convert(object? value) => (Type, value) switch
    {
        ('d', double number) => ((long)number).ToString(CultureInfo.InvariantCulture),
        ('f', double or long) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture)
            .ToString("F" + (Precision < 0 ? 6 : Precision), CultureInfo.InvariantCulture),
        (_, null) => "None",
        (_, double number) => Configuration.PythonText.Of(number),
        (_, long number) => number.ToString(CultureInfo.InvariantCulture),
        _ => Precision >= 0 && ((string)value).Length > Precision ? ((string)value)[..Precision] : (string)value,
    };
}
