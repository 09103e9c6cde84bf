using System.Collections.Immutable;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Reads texts with interpolations (<c>x${a.b}</c>, <c>${name:1,[a,b]}</c>) by recursive descent.</summary>
internal sealed class InterpolationParser
{
    private const int MaxDepth = 100;
    private const string NotInKeys = "\\{}()[]:. \t'\"";

    private readonly string _text;
    private int _at;
    private int _depth;

    private InterpolationParser(string text) => _text = text;

    /// <summary>True when <paramref name="text"/> holds something to resolve or to unescape.</summary>
    public static bool HasInterpolation(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>Parses a configuration value: text in which interpolations stand.</summary>
    /// <exception cref="InterpolationSyntaxException">The text is not valid.</exception>
    public static Expression ParseText(string text) => new InterpolationParser(text).Template(quote: null);

    /// <summary>Parses a single element: a primitive, quoted text, list or map, as <c>oc.decode</c> reads it.</summary>
    /// <exception cref="InterpolationSyntaxException">The text is not valid.</exception>
    public static Expression ParseElement(string text)
    {
        var parser = new InterpolationParser(text);
        Expression element = parser.Element();
        return parser._at == text.Length ? element : throw parser.Unexpected("the end of the value");
    }

    /// <summary>Text up to the end, or up to and with the closing <paramref name="quote"/>.</summary>
    private Expression Template(char? quote)
    {
        var parts = ImmutableArray.CreateBuilder<Expression>();
        var literal = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            if (_text[_at] == '\\')
            {
                ReadBackslashes(literal, quote);
            }
            else if (AtInterpolation)
            {
                Flush(parts, literal);
                parts.Add(Interpolation());
            }
            else
            {
                literal.Append(_text[_at++]);
            }
        }

        if (quote is { } closing)
            Expect(closing, "the closing quote");
        else if (parts.Count == 1 && literal.Length == 0)
            return parts[0];
        if (parts.Count == 0)
            return new Expression.Constant(new ScalarNode(literal.ToString()));
        Flush(parts, literal);
        return new Expression.Text(parts.ToImmutable());
    }

    /// <summary>Backslashes are special only directly before an interpolation or the closing quote: pairs stand for one, an odd one takes the meaning away.</summary>
    private void ReadBackslashes(StringBuilder literal, char? quote)
    {
        int start = _at;
        while (_at < _text.Length && _text[_at] == '\\')
            _at++;
        int count = _at - start;
        bool beforeQuote = _at < _text.Length && _text[_at] == quote;
        if (!beforeQuote && !AtInterpolation)
        {
            literal.Append('\\', count);
            return;
        }

        literal.Append('\\', count / 2);
        if (count % 2 == 0)
            return;
        int escaped = beforeQuote ? 1 : 2;
        literal.Append(_text, _at, escaped);
        _at += escaped;
    }

    private Expression Interpolation()
    {
        Enter();
        int start = _at;
        _at += 2;
        SkipBlanks();
        int dots = 0;
        for (; Peek == '.'; _at++)
            dots++;
        var key = ImmutableArray.CreateBuilder<Expression>();
        bool mayBeName = KeySegments(key) && dots == 0;
        SkipBlanks();
        Expression result;
        if (mayBeName && Peek == ':')
        {
            result = Call(key.ToImmutable(), start);
        }
        else
        {
            Expect('}', "'}'");
            result = new Expression.Reference(dots, key.ToImmutable(), _text[start.._at]);
        }

        _depth--;
        return result;
    }

    /// <summary>Reads <c>a.b[c]</c>; true when it could also be the name of a resolver.</summary>
    private bool KeySegments(ImmutableArray<Expression>.Builder key)
    {
        bool mayBeName = true;
        for (bool first = true; ; first = false)
        {
            if (Peek == '[')
            {
                mayBeName = false;
                AddText(key, "[");
                _at++;
                KeySegment(key);
                Expect(']', "']'");
                AddText(key, "]");
            }
            else if (first || Peek == '.')
            {
                if (!first)
                {
                    AddText(key, ".");
                    _at++;
                }

                mayBeName &= KeySegment(key);
            }
            else
            {
                return mayBeName;
            }
        }
    }

    private bool KeySegment(ImmutableArray<Expression>.Builder key)
    {
        if (AtInterpolation)
        {
            key.Add(Interpolation());
            return true;
        }

        int start = _at;
        while (_at < _text.Length && !NotInKeys.Contains(_text[_at], StringComparison.Ordinal))
            _at++;
        if (_at == start)
            throw Unexpected("a key");
        AddText(key, _text[start.._at]);
        return IsName(_text.AsSpan(start, _at - start));
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-'))
                return false;
        }

        return char.IsAsciiLetter(text[0]) || text[0] == '_';
    }

    private Expression.Call Call(ImmutableArray<Expression> name, int start)
    {
        _at++;
        SkipBlanks();
        int from = _at;
        ImmutableArray<Expression> arguments = Sequence();
        string text = _text[from.._at];
        SkipBlanks();
        Expect('}', "',' or '}'");
        return new Expression.Call(name, arguments, text, _text[start.._at]);
    }

    private ImmutableArray<Expression> Sequence()
    {
        int start = _at;
        var items = ImmutableArray.CreateBuilder<Expression?>();
        items.Add(OptionalElement());
        while (NextComma())
            items.Add(OptionalElement());
        if (items is [null])
            return [];
        string source = _text[start.._at];
        return [.. items.Select(item => item ?? new Expression.Omitted(source))];
    }

    private Expression? OptionalElement() => Peek is ',' or '}' or ']' || _at >= _text.Length ? null : Element();

    private bool NextComma()
    {
        int at = _at;
        SkipBlanks();
        if (Peek == ',')
        {
            _at++;
            SkipBlanks();
            return true;
        }

        _at = at;
        return false;
    }

    private Expression Element()
    {
        Enter();
        Expression element = Peek switch
        {
            '\'' or '"' => Template(_text[_at++]),
            '[' => List(),
            '{' => Map(),
            _ => Primitive(),
        };
        _depth--;
        return element;
    }

    private Expression.List List()
    {
        _at++;
        SkipBlanks();
        var list = new Expression.List(Sequence());
        SkipBlanks();
        Expect(']', "',' or ']'");
        return list;
    }

    private Expression.Map Map()
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<ConfigKey, Expression>>();
        _at++;
        SkipBlanks();
        if (Peek != '}')
        {
            do
            {
                ConfigKey key = MapKey();
                Expect(':', "':'");
                SkipBlanks();
                entries.Add(new(key, Element()));
            }
            while (NextComma());
        }

        SkipBlanks();
        Expect('}', "',' or '}'");
        return new Expression.Map(entries.ToImmutable());
    }

    private ConfigKey MapKey()
    {
        var parts = ImmutableArray.CreateBuilder<Expression>();
        ReadPieces(parts, isKey: true);
        SkipBlanks();
        return parts switch
        {
            [] => throw Unexpected("a key"),
            [Expression.Constant single] => new ConfigKey(single.Value.Value),
            _ => throw Unexpected("a key without interpolation"),
        };
    }

    private Expression Primitive()
    {
        var parts = ImmutableArray.CreateBuilder<Expression>();
        ReadPieces(parts, isKey: false);
        return parts switch
        {
            [] => throw Unexpected("a value"),
            [var single] => single,
            _ => new Expression.Text(parts.ToImmutable()),
        };
    }

    /// <summary>Reads unquoted text and the interpolations in it: without any, the text is typed as a whole.</summary>
    private void ReadPieces(ImmutableArray<Expression>.Builder parts, bool isKey)
    {
        int start = _at;
        while (!AtSeparator(isKey))
        {
            if (!isKey && AtInterpolation)
            {
                AddPiece(parts, start);
                parts.Add(Interpolation());
                start = _at;
            }
            else if (UnquotedLength is > 0 and var length && !(isKey && AtInterpolation))
            {
                _at += length;
            }
            else
            {
                break;
            }
        }

        if (parts.Count > 0)
            AddPiece(parts, start);
        else if (_at > start)
            parts.Add(new Expression.Constant(new ScalarNode(UnquotedText.Type(_text[start.._at]))));
    }

    private void AddPiece(ImmutableArray<Expression>.Builder parts, int start)
    {
        if (_at > start)
            parts.Add(new Expression.Constant(new ScalarNode(UnquotedText.Unescape(_text[start.._at]))));
    }

    /// <summary>Length of the next unquoted character or escape; 0 where one must be quoted.</summary>
    private int UnquotedLength
    {
        get
        {
            if (Peek == '\\' && _at + 1 < _text.Length && UnquotedText.Escapable.Contains(_text[_at + 1], StringComparison.Ordinal))
                return 2;
            return _at < _text.Length && (Peek is ' ' or '\t' || UnquotedText.IsAllowed(Peek)) ? 1 : 0;
        }
    }

    /// <summary>Blanks before a separator belong to it, so they end the value; but those behind a colon belong to the colon.</summary>
    private bool AtSeparator(bool isKey)
    {
        if (Peek is ' ' or '\t' && BehindColon)
            return false;
        int at = _at;
        while (at < _text.Length && _text[at] is ' ' or '\t')
            at++;
        return at >= _text.Length ? at == _at : _text[at] is ',' or ']' or '}' || (isKey && _text[at] == ':');
    }

    private bool BehindColon
    {
        get
        {
            int at = _at - 1;
            while (at >= 0 && _text[at] is ' ' or '\t')
                at--;
            if (at < 0 || _text[at] != ':')
                return false;
            int slashes = 0;
            while (at - 1 - slashes >= 0 && _text[at - 1 - slashes] == '\\')
                slashes++;
            return slashes % 2 == 0;
        }
    }

    private bool AtInterpolation => Peek == '$' && _at + 1 < _text.Length && _text[_at + 1] == '{';

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private void SkipBlanks()
    {
        while (Peek is ' ' or '\t')
            _at++;
    }

    private void Expect(char character, string name)
    {
        if (_at >= _text.Length || _text[_at] != character)
            throw Unexpected(name);
        _at++;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw new InterpolationSyntaxException($"nested deeper than {MaxDepth} levels", _at);
    }

    private InterpolationSyntaxException Unexpected(string expected)
    {
        string found = _at >= _text.Length ? "the end of the text" : $"'{_text[_at]}'";
        return new InterpolationSyntaxException($"expected {expected}, found {found}", Math.Min(_at, _text.Length));
    }

    /// <summary>Appends literal text to a key, growing the last literal part.</summary>
    private static void AddText(ImmutableArray<Expression>.Builder key, string text)
    {
        if (key is [.., Expression.Constant { Value.Value: string last }])
            key[^1] = new Expression.Constant(new ScalarNode(last + text));
        else
            key.Add(new Expression.Constant(new ScalarNode(text)));
    }

    private static void Flush(ImmutableArray<Expression>.Builder parts, StringBuilder literal)
    {
        if (literal.Length > 0)
            parts.Add(new Expression.Constant(new ScalarNode(literal.ToString())));
        literal.Clear();
    }
}
