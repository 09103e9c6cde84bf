using System.Text;

namespace Binnacle.Configuration;

/// <summary>The line at which a <see cref="PlainYamlReader"/> stands: its indentation, and what is taken from it piece by piece.</summary>
internal sealed class PlainYamlLine(string text, string source)
{
    /// <summary>Longer keys are refused by the grammar; these are far from it.</summary>
    private const int LongestKey = 200;

    private int _number;
    private int _start;
    private int _end = -1;
    private int _next;
    private int _at;

    /// <summary>The column of what comes first in the line, from 0; -1 past the end of the text.</summary>
    public int Indent { get; private set; }

    public bool IsPastEnd => Indent < 0;

    /// <summary>The character that comes next; it is asked for only where there is one.</summary>
    public char Character => text[_at];

    public Origin Here => new(source, _number, _at - _start + 1);

    /// <summary>A dash begins the line: an item of a list.</summary>
    public bool IsItem => !IsPastEnd && text[_at] == '-' && (_at + 1 == _end || text[_at + 1] == ' ');

    /// <summary>A key comes next.</summary>
    public bool IsKey => KeyEnd() > 0;

    /// <summary>True when a text has none of the characters that need the general parser's care.</summary>
    public static bool IsPlain(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isUsual = text[i] is (>= ' ' and <= '~') or '\n' or (>= '\u00A1' and <= '\u2027') or (>= '\u2030' and <= '\uD7FF');
            bool isLineEnd = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            if (!isUsual && !isLineEnd)
                return false;
        }

        return true;
    }

    /// <summary>A value; null when it is an interpolation with a fault, which the general reader tells.</summary>
    public static ScalarNode? Scalar(object? value, Origin origin)
    {
        var node = new ScalarNode(value, origin);
        try
        {
            _ = node.IsInterpolation ? node.Expression : null;
            return node;
        }
        catch (InterpolationSyntaxException)
        {
            return null;
        }
    }

    /// <summary>Goes to the next line that is neither blank nor a comment.</summary>
    public void Next()
    {
        while (NextRaw())
        {
            _at = FirstCharacter();
            if (_at < _end && text[_at] != '#')
            {
                Indent = _at - _start;
                return;
            }
        }

        Indent = -1;
    }

    /// <summary>Passes blanks; false when the line ends there, or a comment begins.</summary>
    public bool TakeBlanks()
    {
        int from = _at;
        while (_at < _end && text[_at] == ' ')
            _at++;
        return _at < _end && (text[_at] != '#' || _at == from);
    }

    /// <summary>Takes the end of the line with the blanks and the comment before it; false when anything else comes.</summary>
    public bool TakeEnd() => _at == _end || (text[_at] == ' ' && !TakeBlanks());

    /// <summary>Takes a line that begins the document.</summary>
    public bool TakeDocumentStart()
    {
        if (Indent != 0 || !text.AsSpan(_at, _end - _at).SequenceEqual("---"))
            return false;
        Next();
        return true;
    }

    /// <summary>Takes a dash and the blanks behind it, so that what follows counts as indented.</summary>
    public bool TakeDash()
    {
        _at++;
        if (!TakeBlanks())
            return false;
        Indent = _at - _start;
        return true;
    }

    /// <summary>Takes a key of text and its colon.</summary>
    public string? TakeKey()
    {
        int end = KeyEnd();
        if (end < 0)
            return null;
        string key = text[_at..end];
        _at = end + 1;
        return YamlScalar.Resolve(key) as string;
    }

    /// <summary>Takes text in quotes that has neither quotes nor escapes in it.</summary>
    public ScalarNode? TakeQuoted()
    {
        Origin start = Here;
        int close = text.IndexOf(text[_at], _at + 1, _end - _at - 1);
        if (close < 0)
            return null;
        string value = text[(_at + 1)..close];
        bool isEscaped = text[_at] == '"' ? value.Contains('\\', StringComparison.Ordinal) : close + 1 < _end && text[close + 1] == '\'';
        _at = close + 1;
        return isEscaped ? null : Scalar(value, start);
    }

    /// <summary>Takes unquoted text up to the end of the line, or a comment.</summary>
    public ScalarNode? TakePlain()
    {
        Origin start = Here;
        if (!BeginsPlain())
            return null;
        int last = _at;
        for (int i = _at; i < _end && !(text[i] == '#' && text[i - 1] == ' '); i++)
        {
            if (text[i] == ':' && (i + 1 == _end || text[i + 1] == ' '))
                return null;
            if (text[i] != ' ')
                last = i + 1;
        }

        string value = text[_at..last];
        _at = last;
        return Unquoted(value, start);
    }

    /// <summary>The node of unquoted text; null for an integer without digits, which the general reader refuses.</summary>
    public static ScalarNode? Unquoted(string text, Origin start)
    {
        object? value = YamlScalar.Resolve(text);
        return value is null && !YamlScalar.IsNull(text) ? null : Scalar(value, start);
    }

    /// <summary>Takes a word of a flow list or map: text without any character that has a meaning there.</summary>
    public string? TakeWord()
    {
        if (_at == _end || !BeginsPlain())
            return null;
        int last = _at, i = _at;
        for (; i < _end && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '_' or '.' or '/' or '+' or '-' or '~' or ' '); i++)
        {
            if (text[i] != ' ')
                last = i + 1;
        }

        string? word = last > _at ? text[_at..last] : null;
        _at = last;
        return word;
    }

    /// <summary>Takes a character; false when another comes.</summary>
    public bool Take(char expected)
    {
        if (_at == _end || text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes the mark of a literal block: true for <c>|</c>, false for <c>|-</c>, null for any other.</summary>
    public bool? TakeLiteralMark() => text.AsSpan(_at, _end - _at) switch
    {
        "|" => true,
        "|-" => false,
        _ => null,
    };

    /// <summary>Takes the lines of a literal block that are indented more than its key, and goes to the line behind it.</summary>
    public bool TakeLiteral(int keyIndent, StringBuilder content)
    {
        int indent = -1, blanks = 0;
        while (NextRaw())
        {
            _at = FirstCharacter();
            bool isBlank = _at == _end;
            indent = indent < 0 && !isBlank ? _at - _start : indent;
            if (indent <= keyIndent || (isBlank && _end - _start > indent))
                return false;
            if (!isBlank && _at - _start < indent)
            {
                _next = _start;
                _number--;
                break;
            }

            blanks = isBlank ? blanks + 1 : Append(content, indent, blanks);
            if (_end == text.Length && !isBlank)
                return false;
        }

        Next();
        return content.Length > 0;
    }

    /// <summary>Appends a line of a literal block and the blank ones before it; no blank ones are pending then.</summary>
    private int Append(StringBuilder content, int indent, int blanks)
    {
        for (int i = 0; i < blanks; i++)
            content.Append('\n');
        content.Append(text, _start + indent, _end - _start - indent).Append('\n');
        return 0;
    }

    private bool NextRaw()
    {
        if (_next >= text.Length)
            return false;
        _start = _next;
        _number++;
        int feed = text.IndexOf('\n', _start);
        _next = feed < 0 ? text.Length : feed + 1;
        _end = feed < 0 ? text.Length : feed > _start && text[feed - 1] == '\r' ? feed - 1 : feed;
        return true;
    }

    private int FirstCharacter()
    {
        int first = _start;
        while (first < _end && text[first] == ' ')
            first++;
        return first;
    }

    /// <summary>The place of the colon behind a key that comes next; -1 when none does.</summary>
    private int KeyEnd()
    {
        if (!char.IsAsciiLetterOrDigit(text[_at]) && text[_at] is not '_' and not '/')
            return -1;
        for (int i = _at; i < _end && i - _at < LongestKey; i++)
        {
            char character = text[i];
            if (character == ':')
                return text[i - 1] != ' ' && (i + 1 == _end || text[i + 1] == ' ') ? i : -1;
            if (!char.IsAsciiLetterOrDigit(character) && character is not '_' and not '-' and not '.' and not '/' and not '@' and not ' ' and not '$')
                return -1;
        }

        return -1;
    }

    /// <summary>The next character begins unquoted text: it is none of YAML's marks, nor a sign or a key of a meaning of its own.</summary>
    private bool BeginsPlain() => text[_at] switch
    {
        '-' => _at + 1 < _end && (char.IsAsciiLetterOrDigit(text[_at + 1]) || text[_at + 1] == '.'),
        '?' => _at + 1 < _end && text[_at + 1] == '?',
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' or ':' or '=' or '<' or ' ' => false,
        _ => true,
    };
}
