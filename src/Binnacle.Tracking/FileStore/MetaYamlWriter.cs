using System.Globalization;
using System.Text;

namespace Binnacle.Tracking;

/// <summary>Writes a map in PyYAML's block style: sorted keys, two spaces, lines folded after column 80, Unicode as it is.</summary>
internal sealed class MetaYamlWriter
{
    private const int Width = 80;
    private const int LongestSimpleKey = 122;
    private readonly StringBuilder _text = new();
    private int _column;

    public string Write(MetaMap map)
    {
        if (map.Count == 0)
            return "{}\n";
        Map(map, 0);
        return _text.ToString();
    }

    private void Map(MetaMap map, int indent)
    {
        foreach ((string key, object? value) in map)
        {
            Put(new string(' ', indent));
            bool simple = key.Length is > 0 and <= LongestSimpleKey && !ScalarShape.HasBreak(key);
            if (simple)
            {
                Text(key, indent, fold: false);
                Put(":");
            }
            else
            {
                Put("? ");
                Text(key, indent, fold: true);
                Break();
                Put(new string(' ', indent) + ":");
            }

            Value(value, indent);
        }
    }

    private void Value(object? value, int indent)
    {
        switch (value)
        {
            case MetaMap { Count: > 0 } map:
                Break();
                Map(map, indent + 2);
                return;
            case List<object?> { Count: > 0 } list:
                Break();
                foreach (object? item in list)
                {
                    Put(new string(' ', indent) + "-");
                    Value(item, indent);
                }

                return;
            case string text:
                Put(" ");
                Text(text, indent, fold: true);
                break;
            default:
                Put(" " + Literal(value));
                break;
        }

        Break();
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Float(number),
        List<object?> => "[]",
        MetaMap => "{}",
        _ => throw new ArgumentException($"{value.GetType()} cannot be written."),
    };

    /// <summary>YAML 1.1 takes a number for a float only when it has a point.</summary>
    private static string Float(double number)
    {
        if (double.IsNaN(number))
            return ".nan";
        if (double.IsInfinity(number))
            return number > 0 ? ".inf" : "-.inf";
        string text = PythonFloat.Format(number);
        return text.Contains('.') ? text : text.Replace("e", ".0e", StringComparison.Ordinal);
    }

    private void Text(string text, int indent, bool fold)
    {
        ScalarShape shape = ScalarShape.Of(text);
        if (shape.AllowsPlain && MetaScalar.Resolve(text) == MetaScalarKind.Text)
            Folded(text, indent + 2, fold, quote: false);
        else if (shape.AllowsSingleQuotes && (fold || !text.Contains('\n')))
            Folded(text, indent + 2, fold, quote: true);
        else
            DoubleQuoted(text, indent + 2, fold);
    }

    /// <summary>Plain or single-quoted text: a single space beyond the width becomes a line end, a line end is doubled.</summary>
    private void Folded(string text, int indent, bool fold, bool quote)
    {
        if (quote)
            Put("'");
        int start = 0;
        while (start < text.Length)
        {
            int end = start + 1;
            if (text[start] == ' ')
            {
                while (end < text.Length && text[end] == ' ')
                    end++;
                if (fold && end == start + 1 && _column > Width && start != 0 && end != text.Length)
                    Indent(indent);
                else
                    Put(text[start..end]);
            }
            else if (text[start] == '\n')
            {
                while (end < text.Length && text[end] == '\n')
                    end++;
                for (int i = start - 1; i < end; i++)
                    Break();
                Put(new string(' ', indent));
            }
            else
            {
                while (end < text.Length && text[end] is not (' ' or '\n'))
                    end++;
                string word = text[start..end];
                Put(quote ? word.Replace("'", "''", StringComparison.Ordinal) : word);
            }

            start = end;
        }

        if (quote)
            Put("'");
    }

    /// <summary>Escaped text. Beyond the width it goes on in the next line, at a space or after an escape.</summary>
    private void DoubleQuoted(string text, int indent, bool fold)
    {
        Put("\"");
        Rune[] runes = [.. text.EnumerateRunes()];
        int start = 0;
        for (int end = 0; end < runes.Length; end++)
        {
            bool escaped = !StandsForItself(runes[end]);
            if (escaped)
            {
                Put(runes, start, end);
                Put(Escape(runes[end]));
                start = end + 1;
            }

            bool place = end > 0 && end < runes.Length - 1 && (runes[end].Value == ' ' || start >= end);
            if (fold && place && _column + end - start > Width)
            {
                Put(runes, start, end);
                start = Math.Max(start, end);
                Put("\\");
                Indent(indent);
                if (runes[start].Value == ' ')
                    Put("\\");
            }
        }

        Put(runes, start, runes.Length);
        Put("\"");
    }

    private static bool StandsForItself(Rune rune) => rune.Value is not ('"' or '\\' or 0x2028 or 0x2029 or 0xFEFF)
        and ((>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0xFFFD));

    private void Put(Rune[] runes, int start, int end)
    {
        for (int i = start; i < end; i++)
            Put(runes[i].ToString());
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        27 => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0xA0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF => "\\x" + rune.Value.ToString("X2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
        _ => "\\U" + rune.Value.ToString("X8", CultureInfo.InvariantCulture),
    };

    private void Indent(int indent)
    {
        Break();
        Put(new string(' ', indent));
    }

    private void Put(string text)
    {
        _text.Append(text);
        _column += text.Count(character => !char.IsLowSurrogate(character));
    }

    private void Break()
    {
        _text.Append('\n');
        _column = 0;
    }
}
