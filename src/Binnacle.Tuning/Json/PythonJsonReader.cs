using System.Globalization;
using System.Numerics;
using System.Text;

namespace Binnacle.Tuning;

/// <summary>Reads JSON with Python's bare words <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which System.Text.Json refuses.</summary>
internal ref struct PythonJsonReader(ReadOnlySpan<char> text)
{
    private const int MaximumDepth = 200;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _depth;

    public object? ReadDocument()
    {
        object? value = ReadValue();
        SkipSpace();
        return _at == _text.Length ? value : throw Fault("the end of the text");
    }

    private object? ReadValue()
    {
        SkipSpace();
        if (_at == _text.Length)
            throw Fault("a value");
        return _text[_at] switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadString(),
            't' => ReadWord("true", true),
            'f' => ReadWord("false", false),
            'n' => ReadWord("null", null),
            'N' => ReadWord("NaN", double.NaN),
            'I' => ReadWord("Infinity", double.PositiveInfinity),
            '-' when _text[_at..].StartsWith("-I") => ReadWord("-Infinity", double.NegativeInfinity),
            _ => ReadNumber(),
        };
    }

    private OrderedDictionary<string, object?> ReadObject()
    {
        OrderedDictionary<string, object?> map = new(StringComparer.Ordinal);
        Enter();
        while (!TryTake('}'))
        {
            if (map.Count > 0)
                Take(',');
            SkipSpace();
            string key = ReadString();
            Take(':');
            map[key] = ReadValue();
        }

        _depth--;
        return map;
    }

    private List<object?> ReadArray()
    {
        List<object?> list = [];
        Enter();
        while (!TryTake(']'))
        {
            if (list.Count > 0)
                Take(',');
            list.Add(ReadValue());
        }

        _depth--;
        return list;
    }

    private string ReadString()
    {
        Take('"');
        StringBuilder value = new();
        while (_at < _text.Length && _text[_at] != '"')
        {
            char c = _text[_at++];
            value.Append(c == '\\' ? ReadEscape() : c);
        }

        Take('"');
        return value.ToString();
    }

    private char ReadEscape()
    {
        char c = _at < _text.Length ? _text[_at++] : throw Fault("an escape");
        switch (c)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return c;
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                _at += 4;
                return (char)code;
            default:
                throw Fault("an escape");
        }
    }

    private object ReadNumber()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '+' or '-' or '.' or 'e' or 'E'))
            _at++;
        ReadOnlySpan<char> number = _text[start.._at];
        const NumberStyles Sign = NumberStyles.AllowLeadingSign;
        if (number.IndexOfAny('.', 'e', 'E') < 0 && long.TryParse(number, Sign, CultureInfo.InvariantCulture, out long integer))
            return integer;
        if (number.IndexOfAny('.', 'e', 'E') < 0 && BigInteger.TryParse(number, Sign, CultureInfo.InvariantCulture, out BigInteger large))
            return large;
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double real))
            return real;
        _at = start;
        throw Fault("a value");
    }

    private object? ReadWord(string word, object? value)
    {
        if (!_text[_at..].StartsWith(word))
            throw Fault(word);
        _at += word.Length;
        return value;
    }

    private void Enter()
    {
        _at++;
        if (++_depth > MaximumDepth)
            throw Fault($"at most {MaximumDepth} nested lists and objects");
    }

    private bool TryTake(char c)
    {
        SkipSpace();
        if (_at == _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Take(char c)
    {
        if (!TryTake(c))
            throw Fault($"'{c}'");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private readonly FormatException Fault(string expected) =>
        new($"JSON, column {_at + 1}: expected {expected}, found {(_at < _text.Length ? $"'{_text[_at]}'" : "the end of the text")}.");
}
