using System.Text;

namespace Binnacle.Configuration;

/// <summary>Parses text with interpolations; recursive descent over the characters.</summary>
internal sealed class InterpolationParser
{
    private const int MaxDepth = 200;

    private readonly string _text;
    private int _at;
    private int _depth;

    private InterpolationParser(string text) => _text = text;

    /// <summary>True when <paramref name="text"/> holds something to resolve or unescape.</summary>
    public static bool HasInterpolation(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>Parses a whole value: a lone interpolation keeps its type, anything else is text.</summary>
    /// <exception cref="ConfigException">The text does not follow the grammar; the message shows the place.</exception>
    public static Expression ParseText(string text)
    {
        var parser = new InterpolationParser(text);
        List<Expression> parts = parser.Template(quote: '\0');
        return parts is [NodeReference or ResolverExpression] ? parts[0] : new TextTemplate(parts);
    }

    /// <summary>Parses one argument, as <c>oc.decode</c> takes it.</summary>
    /// <exception cref="ConfigException">The text does not follow the grammar; the message shows the place.</exception>
    public static Expression ParseElement(string text)
    {
        var parser = new InterpolationParser(text);
        Expression element = parser.Element() ?? throw parser.Fault("expected a value");
        parser.Blanks();
        return parser._at == text.Length ? element : throw parser.Fault("expected the end of the value");
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private bool AtInterpolation => Current == '$' && _at + 1 < _text.Length && _text[_at + 1] == '{';

    /// <summary>Literal pieces and interpolations up to the closing quote, or to the end when there is none to wait for.</summary>
    private List<Expression> Template(char quote)
    {
        List<Expression> parts = [];
        var literal = new StringBuilder();
        while (_at < _text.Length)
        {
            int slashes = Run('\\');
            bool interpolation = AtInterpolation;
            if (slashes > 0 && (interpolation || (quote != '\0' && Current == quote)))
            {
                // Backslashes directly before ${ or the quote stand for half as many; an odd one takes the meaning away.
                literal.Append('\\', slashes / 2);
                if (slashes % 2 == 1)
                {
                    literal.Append(interpolation ? "${" : quote.ToString());
                    _at += interpolation ? 2 : 1;
                    continue;
                }
            }
            else
            {
                literal.Append('\\', slashes);
            }

            if (interpolation)
            {
                Flush(literal, parts);
                parts.Add(Interpolation());
            }
            else if (quote != '\0' && Current == quote)
            {
                break;
            }
            else if (_at < _text.Length)
            {
                literal.Append(_text[_at++]);
            }
        }

        Flush(literal, parts);
        return parts;
    }

    private static void Flush(StringBuilder literal, List<Expression> parts)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new Literal(literal.ToString()));
        literal.Clear();
    }

    private Expression Interpolation()
    {
        if (++_depth > MaxDepth)
            throw Fault($"interpolations are nested deeper than {MaxDepth} levels");
        _at += 2;
        int start = _at;
        Blanks();
        int level = Run('.');
        List<Expression> keys = [];
        if (Current == '[')
            keys.Add(BracketKey());
        else if (level == 0 || IsKeyCharacter(Current) || AtInterpolation)
            keys.Add(Key());
        else
            throw Fault("expected a key after the dots");

        Expression result = References(level, keys, start);
        _depth--;
        return result;
    }

    private Expression References(int level, List<Expression> keys, int start)
    {
        bool plainName = level == 0;
        while (true)
        {
            int beforeBlanks = _at;
            Blanks();
            switch (Current)
            {
                case '}':
                    string text = _text[start.._at].Trim();
                    _at++;
                    return new NodeReference(level, keys, text);
                case ':' when plainName:
                    _at++;
                    return Call(keys);
                case '.' when beforeBlanks == _at:
                    _at++;
                    keys.Add(Key());
                    break;
                case '[' when beforeBlanks == _at:
                    plainName = false;
                    keys.Add(BracketKey());
                    break;
                default:
                    throw Fault(Current == '\0' ? "the interpolation is not closed; expected '}'" : $"unexpected '{Current}' in a key");
            }
        }
    }

    private ResolverExpression Call(List<Expression> name)
    {
        Blanks();
        int start = _at;
        List<Expression> arguments = Sequence('}');
        string text = _text[start.._at];
        Expect('}');
        return new ResolverExpression(name, arguments, text);
    }

    private Expression BracketKey()
    {
        _at++;
        Expression key = Key();
        Expect(']');
        return key;
    }

    private Expression Key()
    {
        if (AtInterpolation)
            return Interpolation();
        int start = _at;
        while (IsKeyCharacter(Current))
            _at++;
        return _at > start ? new Literal(_text[start.._at]) : throw Fault("expected a key");
    }

    private static bool IsKeyCharacter(char character) => character is not ('\0' or '$' or '\n' or '\r')
        && !"\\{}()[]:. \t'\"".Contains(character, StringComparison.Ordinal);

    /// <summary>Elements separated by commas up to <paramref name="end"/>; an element that is left out is the empty text.</summary>
    private List<Expression> Sequence(char end)
    {
        List<Expression> items = [];
        Blanks();
        if (Current == end)
            return items;
        while (true)
        {
            items.Add(Element() ?? new Literal(""));
            Blanks();
            if (Current != ',')
                return items;
            _at++;
        }
    }

    /// <summary>One element; null when there is none before the next delimiter.</summary>
    private Expression? Element()
    {
        Blanks();
        switch (Current)
        {
            case '\'' or '"':
                return Quoted();
            case '[':
                return Nested(() =>
                {
                    _at++;
                    List<Expression> items = Sequence(']');
                    Expect(']');
                    return new ListExpression(items);
                });
            case '{':
                return Nested(Map);
            default:
                return Primitive();
        }
    }

    private Expression Nested(Func<Expression> parse)
    {
        if (++_depth > MaxDepth)
            throw Fault($"values are nested deeper than {MaxDepth} levels");
        Expression result = parse();
        _depth--;
        return result;
    }

    private TextTemplate Quoted()
    {
        char quote = _text[_at++];
        List<Expression> parts = Template(quote);
        if (Current != quote)
            throw Fault($"the text is not closed; expected {quote}");
        _at++;
        return new TextTemplate(parts);
    }

    private MapExpression Map()
    {
        _at++;
        List<KeyValuePair<ConfigKey, Expression>> entries = [];
        Blanks();
        while (Current != '}')
        {
            if (entries.Count > 0)
                Expect(',');
            ConfigKey key = MapKey();
            Expect(':');
            entries.Add(new(key, Element() ?? throw Fault("expected a value")));
            Blanks();
        }

        _at++;
        return new MapExpression(entries);
    }

    private ConfigKey MapKey()
    {
        Blanks();
        int start = _at;
        while (!AtInterpolation && Current != ':' && UnquotedLength() is > 0 and var length)
            _at += length;
        string text = TrimBlanks(_text[start.._at]);
        return text.Length == 0
            ? throw Fault("expected a key")
            : UnquotedText.Type(text) is { } value and (string or long or double or bool)
                ? new ConfigKey(value)
                : throw Fault("a key must be text, a number or a bool");
    }

    /// <summary>Unquoted text with interpolations; typed when it is a single number, bool or null, kept when a lone interpolation.</summary>
    private Expression? Primitive()
    {
        List<Expression> parts = [];
        int start = _at;
        while (true)
        {
            if (AtInterpolation)
            {
                Piece(parts, start);
                parts.Add(Interpolation());
                start = _at;
            }
            else if (UnquotedLength() is > 0 and var length)
            {
                _at += length;
            }
            else
            {
                break;
            }
        }

        if (parts.Count == 0)
        {
            string text = TrimBlanks(_text[start.._at]);
            return text.Length == 0 ? null : new Literal(UnquotedText.Type(text));
        }

        string rest = TrimEnd(_text[start.._at]);
        if (rest.Length > 0)
            parts.Add(new Literal(UnquotedText.Unescape(rest)));
        return parts.Count == 1 ? parts[0] : new TextTemplate(parts);
    }

    private void Piece(List<Expression> parts, int start)
    {
        if (_at > start)
            parts.Add(new Literal(UnquotedText.Unescape(_text[start.._at])));
    }

    /// <summary>Length of the next unquoted character or escape; 0 at a delimiter or a character that must be quoted.</summary>
    private int UnquotedLength()
    {
        char current = Current;
        if (current == '\\' && _at + 1 < _text.Length && UnquotedText.Escapable.Contains(_text[_at + 1], StringComparison.Ordinal))
            return 2;
        return _at < _text.Length && (current is ' ' or '\t' || UnquotedText.IsAllowed(current)) ? 1 : 0;
    }

    private static string TrimBlanks(string text) => TrimEnd(text).TrimStart(' ', '\t');

    // A blank after a backslash belongs to the text.
    private static string TrimEnd(string text)
    {
        int end = text.Length;
        while (end > 0 && text[end - 1] is ' ' or '\t')
        {
            int slashes = 0;
            while (end - 2 - slashes >= 0 && text[end - 2 - slashes] == '\\')
                slashes++;
            if (slashes % 2 == 1)
                break;
            end--;
        }

        return text[..end];
    }

    private void Expect(char wanted)
    {
        Blanks();
        if (Current != wanted)
            throw Fault(_at >= _text.Length ? $"expected '{wanted}' before the end" : $"expected '{wanted}', found '{Current}'");
        _at++;
        if (wanted is ':' or ',')
            Blanks();
    }

    private void Blanks()
    {
        while (Current is ' ' or '\t')
            _at++;
    }

    private int Run(char character)
    {
        int start = _at;
        while (Current == character)
            _at++;
        return _at - start;
    }

    private ConfigException Fault(string message)
    {
        string shown = _text.Length <= 160 && !_text.Contains('\n', StringComparison.Ordinal) ? $"\n  {_text}\n  {new string(' ', _at)}^" : "";
        return new ConfigException($"In the interpolation, column {_at + 1}: {message}.{shown}");
    }
}
