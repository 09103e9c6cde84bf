using System.Globalization;
using System.Numerics;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Lays a tree out as PyYAML's emitter does in block style.</summary>
/// <remarks>
/// The state is that of a typewriter: the column, whether the last thing written was white space, and whether the line holds
/// nothing but indentation and indicators. Where a text is folded depends on all three.
/// </remarks>
internal sealed class YamlEmitter(bool sortKeys)
{
    private const int Width = 80;
    private const int Step = 2;

    // The reference writes a key in the short form only below 128 characters, its tag ("!!str") counted.
    private const int LongestSimpleKey = 128;

    private readonly StringBuilder _output = new();
    private int _indent = -1;
    private int _column;
    private bool _white = true;
    private bool _indention = true;

    public string Emit(ConfigNode node)
    {
        WriteNode(node, inMap: false);
        if (_column > 0)
            BreakLine();
        return _output.ToString();
    }

    private void WriteNode(ConfigNode node, bool inMap)
    {
        switch (node)
        {
            case MapNode { Count: 0 }:
                Indicate("{", true, white: true);
                Indicate("}", false);
                break;
            case ListNode { Count: 0 }:
                Indicate("[", true, white: true);
                Indicate("]", false);
                break;
            case MapNode map:
                WriteMap(map);
                break;
            case ListNode list:
                WriteList(list, flush: inMap && !_indention);
                break;
            case ScalarNode scalar:
                Indented(Math.Max(_indent, 0) + Step, () => WriteScalar(scalar.Value, isKey: false));
                break;
        }
    }

    private void WriteList(ListNode list, bool flush) =>
        Indented(_indent < 0 ? 0 : _indent + (flush ? 0 : Step), () =>
        {
            foreach (ConfigNode item in list)
            {
                Indent();
                Indicate("-", true, indention: true);
                WriteNode(item, inMap: false);
            }
        });

    private void WriteMap(MapNode map) =>
        Indented(_indent < 0 ? 0 : _indent + Step, () =>
        {
            foreach (var (key, value) in sortKeys ? Sorted(map) : map)
            {
                if (key.Value is null)
                    throw new ConfigException("Incompatible key type 'NoneType'\n    A map of a configuration has no null key.", value.Origin);
                Indent();
                bool simple = IsSimple(key);
                if (!simple)
                    Indicate("?", true, indention: true);
                Indented(_indent + Step, () => WriteScalar(key.Value, isKey: simple));
                if (!simple)
                    Indent();
                Indicate(":", !simple, indention: !simple);
                WriteNode(value, inMap: true);
            }
        });

    private static IEnumerable<KeyValuePair<ConfigKey, ConfigNode>> Sorted(MapNode map)
    {
        if (map.Keys.All(key => key.Value is string))
            return map.OrderBy(entry => entry.Key.Text, CodePointComparer.Instance);
        if (map.Keys.All(key => key.Value is byte[]))
            return map.OrderBy(entry => Convert.ToHexString((byte[])entry.Key.Value!), StringComparer.Ordinal);
        // Keys that have no common order stay as they are.
        return map.Keys.Any(key => key.Value is string or byte[])
            ? map
            : map.OrderBy(entry => Convert.ToDouble(entry.Key.Value, CultureInfo.InvariantCulture));
    }

    private static bool IsSimple(ConfigKey key)
    {
        if (key.Value is byte[])
            return false;
        int[] text = CodePoints(TextOf(key.Value));
        int tag = key.Value switch
        {
            double => "!!float".Length,
            null => "!!null".Length,
            bool => "!!bool".Length,
            _ => "!!str".Length,
        };
        return text.Length > 0 && text.Length + tag < LongestSimpleKey && !ScalarAnalysis.Of(text).Multiline;
    }

    private void WriteScalar(object? value, bool isKey)
    {
        switch (value)
        {
            case string text:
                WriteText(text, isKey);
                break;
            case byte[] bytes:
                WriteBinary(bytes);
                break;
            default:
                WritePlain(CodePoints(TextOf(value)), split: !isKey);
                break;
        }
    }

    private static string TextOf(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => FloatText(number),
        _ => (string)value,
    };

    private static string FloatText(double number)
    {
        if (double.IsNaN(number))
            return ".nan";
        if (double.IsInfinity(number))
            return number > 0 ? ".inf" : "-.inf";
        string text = PythonText.Of(number);
        return text.Contains('.', StringComparison.Ordinal) ? text : text.Replace("e", ".0e", StringComparison.Ordinal);
    }

    private void WriteText(string text, bool isKey)
    {
        int[] characters = CodePoints(text);
        switch (FormOf(text, characters, isKey))
        {
            case ScalarForm.Plain:
                WritePlain(characters, split: !isKey);
                break;
            case ScalarForm.SingleQuoted:
                WriteSingleQuoted(characters, split: !isKey);
                break;
            default:
                WriteDoubleQuoted(characters, split: !isKey);
                break;
        }
    }

    private static ScalarForm FormOf(string text, int[] characters, bool isKey)
    {
        ScalarAnalysis analysis = ScalarAnalysis.Of(characters);
        bool quoted = ImplicitScalar.LooksTyped(text);
        bool refusesKey = isKey && (characters.Length == 0 || analysis.Multiline);
        if (!quoted && analysis.AllowsPlain && !refusesKey && characters.Length > 0)
            return ScalarForm.Plain;
        return analysis.AllowsSingleQuotes && !(isKey && analysis.Multiline) ? ScalarForm.SingleQuoted : ScalarForm.DoubleQuoted;
    }

    private void WritePlain(ReadOnlySpan<int> text, bool split)
    {
        if (!_white)
            Put(' ');
        _white = false;
        _indention = false;
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            bool spaces = text[start] == ' ';
            while (end < text.Length && (text[end] == ' ') == spaces)
                end++;
            if (spaces && end == start + 1 && _column > Width && split)
                FoldLine();
            else
                Put(text[start..end]);
            start = end;
        }
    }

    private void WriteSingleQuoted(ReadOnlySpan<int> text, bool split)
    {
        Indicate("'", true);
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            if (text[start] == ' ')
            {
                while (end < text.Length && text[end] == ' ')
                    end++;
                if (end == start + 1 && _column > Width && split && start != 0 && end != text.Length)
                    Indent();
                else
                    Put(text[start..end]);
            }
            else if (ScalarAnalysis.IsBreak(text[start]))
            {
                if (text[start] == '\n')
                    BreakLine();
                for (; end < text.Length && ScalarAnalysis.IsBreak(text[end]); end++)
                    BreakLine(text[end]);
                Indent();
            }
            else
            {
                for (; end < text.Length && text[end] != ' ' && !ScalarAnalysis.IsBreak(text[end]); end++)
                {
                    if (text[end] == '\'')
                        Put("''");
                    else
                        Put(text.Slice(end, 1));
                }
            }

            start = end;
        }

        Indicate("'", false);
    }

    private void WriteDoubleQuoted(ReadOnlySpan<int> text, bool split)
    {
        Indicate("\"", true);
        int start = 0;
        for (int end = 0; end <= text.Length; end++)
        {
            int character = end < text.Length ? text[end] : -1;
            if (character < 0 || NeedsEscape(character))
            {
                Put(text[start..end]);
                start = end;
                if (character >= 0)
                {
                    Put(Escaped(character));
                    start = end + 1;
                }
            }

            if (end > 0 && end < text.Length - 1 && (character == ' ' || start >= end) && _column + (end - start) > Width && split)
            {
                if (start < end)
                {
                    Put(text[start..end]);
                    start = end;
                }

                Put("\\");
                FoldLine();
                if (text[start] == ' ')
                    Put("\\");
            }
        }

        Indicate("\"", false);
    }

    private void WriteBinary(byte[] bytes)
    {
        string text = Convert.ToBase64String(bytes);
        Indicate("!!binary", true);
        if (text.Length == 0)
        {
            Indicate("\"\"", true);
            return;
        }

        Indicate("|", true);
        BreakLine();
        for (int start = 0; start < text.Length; start += 76)
        {
            Indent();
            Put(text.Substring(start, Math.Min(76, text.Length - start)));
            BreakLine();
        }
    }

    private static bool NeedsEscape(int character) => character switch
    {
        '"' or '\\' or 0x85 or 0x2028 or 0x2029 or 0xFEFF => true,
        >= ' ' and <= '~' or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) => false,
        _ => true,
    };

    private static string Escaped(int character) => character switch
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
        <= 0xFF => $"\\x{character:X2}",
        <= 0xFFFF => $"\\u{character:X4}",
        _ => $"\\U{character:X8}",
    };

    private void Indented(int indent, Action write)
    {
        int outer = _indent;
        _indent = indent;
        write();
        _indent = outer;
    }

    private void Indicate(string indicator, bool needsWhite, bool white = false, bool indention = false)
    {
        if (!_white && needsWhite)
            Put(' ');
        Put(indicator);
        _white = white;
        _indention = _indention && indention;
    }

    private void Indent()
    {
        int indent = Math.Max(_indent, 0);
        if (!_indention || _column > indent || (_column == indent && !_white))
            BreakLine();
        if (_column >= indent)
            return;
        _white = true;
        while (_column < indent)
            Put(' ');
    }

    private void FoldLine()
    {
        Indent();
        _white = false;
        _indention = false;
    }

    private void BreakLine(int character = '\n')
    {
        _white = true;
        _indention = true;
        _column = 0;
        _output.Append(char.ConvertFromUtf32(character));
    }

    private void Put(char character)
    {
        _output.Append(character);
        _column++;
    }

    private void Put(string text)
    {
        _output.Append(text);
        _column += text.Length;
    }

    private void Put(ReadOnlySpan<int> text)
    {
        foreach (int character in text)
            _output.Append(character is >= 0xD800 and <= 0xDFFF ? ((char)character).ToString() : char.ConvertFromUtf32(character));
        _column += text.Length;
    }

    private static int[] CodePoints(string text)
    {
        List<int> points = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                points.Add(char.ConvertToUtf32(text[i], text[++i]));
            else
                points.Add(text[i]);
        }

        return [.. points];
    }
}
