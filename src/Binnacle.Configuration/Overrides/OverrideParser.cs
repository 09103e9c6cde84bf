using System.Text;

namespace Binnacle.Configuration;

/// <summary>Parses overrides by Hydra's grammar: <c>[~|+|++]key[@package][=value]</c>.</summary>
public sealed class OverrideParser
{
    private const int MaxDepth = 200;
    private const int LongestShown = 1_000;

    private readonly string _input;
    private int _at;
    private int _depth;
    private int _parts;

    private OverrideParser(string input) => _input = input;

    /// <summary>Parses one override.</summary>
    /// <exception cref="ConfigException">It does not follow the grammar; the message shows the place with a caret.</exception>
    public static Override Parse(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new OverrideParser(input).ParseOverride();
    }

    /// <summary>Parses overrides, in order.</summary>
    /// <exception cref="ConfigException">One does not follow the grammar.</exception>
    public static IReadOnlyList<Override> ParseAll(IEnumerable<string> inputs) => [.. inputs.Select(Parse)];

    private char Current => _at < _input.Length ? _input[_at] : '\0';

    private bool AtEnd => _at >= _input.Length;

    private Override ParseOverride()
    {
        OverrideKind kind = Prefix();
        string key = Key();
        string? package = null;
        if (Current == '@')
        {
            _at++;
            package = Package();
        }

        if (AtEnd && kind == OverrideKind.Delete)
            return new Override(kind, key, package, null, _input);
        if (Current != '=')
            throw Fault(AtEnd ? "expected '=' and a value" : KeyFault());
        _at++;
        return new Override(kind, key, package, Value(), _input);
    }

    private OverrideKind Prefix()
    {
        if (Current == '~')
        {
            _at++;
            return OverrideKind.Delete;
        }

        if (Current != '+')
            return OverrideKind.Change;
        _at++;
        if (Current != '+')
            return OverrideKind.Add;
        _at++;
        return OverrideKind.ForceAdd;
    }

    /// <summary>A dotted path, or a group with slashes; may be empty.</summary>
    private string Key()
    {
        int start = _at;
        bool isGroup = false, isPath = false;
        while (true)
        {
            int part = _at;
            while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '$')
                _at++;
            string item = _input[part.._at];
            CheckKeyItem(item, part, isGroup, isPath || Current == '.');
            if (Current == '/' && !isPath && item.Length > 0)
                isGroup = true;
            else if (Current == '.' && !isGroup && item.Length > 0)
                isPath = true;
            else
                return _input[start.._at];
            _at++;
            if (++_parts > YamlReader.MaxDepth)
                throw Fault($"the key has more than {YamlReader.MaxDepth} parts");
            if (!(char.IsAsciiLetterOrDigit(Current) || Current is '_' or '$'))
                throw Fault("expected the next part of the key");
        }
    }

    private void CheckKeyItem(string item, int at, bool isGroup, bool isPath)
    {
        if (item.Length == 0)
            return;
        bool number = IsIndex(item);
        if (number && !isGroup && isPath)
            return;
        if (char.IsAsciiDigit(item[0]) || item[0] == '-')
            throw Fault(number ? "a number cannot stand here in a key" : "a key begins with a letter or '_'", at);
        if (isGroup && item.Contains('$', StringComparison.Ordinal))
            throw Fault("a config group cannot contain '$'", at);
    }

    private string Package()
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '$' or '.')
            _at++;
        string package = _input[start.._at];
        bool wrong = package.Length > 0 && (IsIndex(package) || package.Split('.').Any(item =>
            item.Length == 0 || item[0] == '-' || (char.IsAsciiDigit(item[0]) && !IsIndex(item))));
        return wrong ? throw Fault("this is no package: expected names separated by dots", start) : package;
    }

    /// <summary>A whole number as the grammar has it: no leading zero, single underscores between digits.</summary>
    private static bool IsIndex(string item) =>
        item == "0" || (item[0] is >= '1' and <= '9' && item[^1] != '_' && !item.Contains("__", StringComparison.Ordinal)
            && item.All(character => char.IsAsciiDigit(character) || character == '_'));

    private string KeyFault() => Current switch
    {
        '[' => "a key is written with dots, not brackets: a.0 instead of a[0]",
        ' ' or '\t' => "blanks are not allowed around '='",
        _ => $"unexpected '{Current}' in the key",
    };

    private OverrideValue Value()
    {
        if (_input.AsSpan(_at).Trim(" \t").IsEmpty)
            return new ScalarValue("");

        List<OverrideValue> items = [Element() ?? throw Fault("expected a value")];
        while (true)
        {
            int before = _at;
            Blanks();
            if (AtEnd)
            {
                // The reference takes blanks at the end only behind unquoted text, where they have been read already.
                return before == _at ? Finish(items) : throw Fault("unexpected blanks at the end", before);
            }

            if (Current != ',')
                throw Fault(Current == '=' ? "'=' must be quoted or escaped (\\=) in a value" : $"unexpected '{Current}'; quote the text if it belongs to the value");
            _at++;
            items.Add(Element() ?? throw Fault("expected a value between the commas"));
        }
    }

    private static OverrideValue Finish(List<OverrideValue> items) => items.Count == 1 ? items[0] : new ChoiceSweep(items, IsSimple: true);

    private OverrideValue? Element()
    {
        if (++_depth > MaxDepth)
            throw Fault($"nested deeper than {MaxDepth} levels");
        Blanks();
        OverrideValue? value = Current switch
        {
            '\'' or '"' => Quoted(),
            '[' => List(),
            '{' => Map(),
            _ => FunctionOrPrimitive(),
        };
        _depth--;
        return value;
    }

    private OverrideValue? FunctionOrPrimitive()
    {
        int start = _at;
        if (char.IsAsciiLetter(Current) || Current == '_')
        {
            while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-')
                _at++;
            int end = _at;
            Blanks();
            if (Current == '(')
                return Function(_input[start..end], start);
            _at = start;
        }

        return Primitive();
    }

    private OverrideValue Function(string name, int start)
    {
        _at++;
        List<OverrideValue> positional = [];
        List<KeyValuePair<string, OverrideValue>> named = [];
        Blanks();
        while (Current != ')')
        {
            if (positional.Count + named.Count > 0)
                Expect(',');
            Blanks();
            if (ArgumentName() is { } argument)
            {
                named.RemoveAll(given => given.Key == argument);
                named.Add(new(argument, Element() ?? throw Fault("expected a value")));
            }
            else if (named.Count > 0)
            {
                throw Fault("a positional argument cannot follow a named one");
            }
            else
            {
                positional.Add(Element() ?? throw Fault(AtEnd ? "expected ')'" : "expected a value"));
            }

            Blanks();
            if (AtEnd)
                throw Fault("expected ')'");
        }

        _at++;
        string text = _input[start.._at];
        try
        {
            return OverrideFunctions.Call(name, positional, named);
        }
        catch (OverrideFunctionException error)
        {
            throw new ConfigException(
                $"Error parsing override '{_input}'\n{error.Kind} while evaluating '{text}': {error.Message}\n{Caret(start)}", Origin.OfOverride(_input, start + 1), error);
        }
    }

    private string? ArgumentName()
    {
        int start = _at;
        if (!char.IsAsciiLetter(Current) && Current != '_')
            return null;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-')
            _at++;
        string name = _input[start.._at];
        Blanks();
        if (Current == '=')
        {
            _at++;
            return name;
        }

        _at = start;
        return null;
    }

    private ListValue List()
    {
        _at++;
        List<OverrideValue> items = [];
        Blanks();
        while (Current != ']')
        {
            if (items.Count > 0)
                Expect(',');
            items.Add(Element() ?? throw Fault(AtEnd ? "expected ']'" : "expected a value"));
            Blanks();
            if (AtEnd)
                throw Fault("expected ']'");
        }

        _at++;
        return new ListValue(items);
    }

    private MapValue Map()
    {
        _at++;
        // Keys that are equal are one entry, as in the reference: the last value in the first place.
        OrderedDictionary<ConfigKey, OverrideValue> entries = [];
        Blanks();
        while (Current != '}')
        {
            if (entries.Count > 0)
                Expect(',');
            var key = new ConfigKey(MapKey());
            Expect(':');
            entries[key] = Element() ?? throw Fault("expected a value");
            Blanks();
            if (AtEnd)
                throw Fault("expected '}'");
        }

        _at++;
        return new MapValue([.. entries.Select(entry => new KeyValuePair<object?, OverrideValue>(entry.Key.Value, entry.Value))]);
    }

    private object? MapKey()
    {
        Blanks();
        int start = _at;
        while (Current != ':' && !AtInterpolation && UnquotedLength() is > 0 and var length)
            _at += length;
        string text = Trimmed(_input[start.._at]);
        return text.Length == 0 ? throw Fault("expected an unquoted key") : UnquotedText.Type(text);
    }

    private bool AtInterpolation => Current == '$' && _at + 1 < _input.Length && _input[_at + 1] == '{';

    /// <summary>Unquoted text; an interpolation in it reaches to the first closing brace and is kept as text.</summary>
    private ScalarValue? Primitive()
    {
        int start = _at;
        bool interpolated = false;
        var text = new StringBuilder();
        while (!AtEnd)
        {
            if (AtInterpolation && InterpolationEnd() is { } end)
            {
                interpolated = true;
                text.Append(_input, _at, end - _at);
                _at = end;
            }
            else if (!AtInterpolation && UnquotedLength() is > 0 and var length)
            {
                text.Append(_input, _at, length);
                _at += length;
            }
            else
            {
                break;
            }
        }

        string raw = text.ToString();
        string trimmed = Trimmed(raw);
        if (trimmed.Length == 0)
        {
            _at = start;
            return null;
        }

        return interpolated ? new ScalarValue(UnescapeAround(trimmed)) : new ScalarValue(UnquotedText.Type(trimmed));
    }

    private static string UnescapeAround(string text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            int open = text.IndexOf("${", i, StringComparison.Ordinal);
            int close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
                return result.Append(UnquotedText.Unescape(text[i..])).ToString();
            result.Append(UnquotedText.Unescape(text[i..open])).Append(text, open, close + 1 - open);
            i = close + 1;
        }

        return result.ToString();
    }

    private int? InterpolationEnd()
    {
        int close = _input.IndexOf('}', _at);
        return close > _at + 2 ? close + 1 : null;
    }

    private QuotedValue Quoted()
    {
        int start = _at;
        char quote = _input[_at++];
        var text = new StringBuilder();
        while (!AtEnd)
        {
            int slashes = 0;
            while (Current == '\\')
            {
                slashes++;
                _at++;
            }

            if (Current == quote)
            {
                text.Append('\\', slashes / 2);
                _at++;
                if (slashes % 2 == 0)
                    return new QuotedValue(text.ToString(), quote);
                text.Append(quote);
            }
            else
            {
                text.Append('\\', slashes);
                if (!AtEnd)
                    text.Append(_input[_at++]);
            }
        }

        throw Fault($"the text is not closed; expected {quote}", start);
    }

    private int UnquotedLength()
    {
        char current = Current;
        if (current == '\\' && _at + 1 < _input.Length && UnquotedText.Escapable.Contains(_input[_at + 1], StringComparison.Ordinal))
            return 2;
        return !AtEnd && (current is ' ' or '\t' || UnquotedText.IsAllowed(current)) ? 1 : 0;
    }

    private static string Trimmed(string text)
    {
        int end = text.Length;
        while (end > 0 && text[end - 1] is ' ' or '\t')
        {
            if (IsEscaped(text, end - 1))
                break;
            end--;
        }

        // Blanks behind a colon are part of it.
        return (end > 0 && text[end - 1] == ':' && !IsEscaped(text, end - 1) ? text : text[..end]).TrimStart(' ', '\t');
    }

    private static bool IsEscaped(string text, int at)
    {
        int slashes = 0;
        while (slashes < at && text[at - 1 - slashes] == '\\')
            slashes++;
        return slashes % 2 == 1;
    }

    private void Expect(char wanted)
    {
        Blanks();
        if (Current != wanted)
            throw Fault(AtEnd ? $"expected '{wanted}' before the end" : $"expected '{wanted}', found '{Current}'");
        _at++;
        Blanks();
    }

    private void Blanks()
    {
        while (Current is ' ' or '\t')
            _at++;
    }

    private ConfigException Fault(string message, int? at = null) => new(
        $"Error parsing override '{Shown}'\ncolumn {(at ?? _at) + 1}: {message}.\n{Caret(at ?? _at)}", Origin.OfOverride(_input, (at ?? _at) + 1));

    private string Shown => _input.Length <= LongestShown ? _input : _input[..LongestShown] + "…";

    private string Caret(int at) =>
        _input.Length > 200 || _input.Contains('\n', StringComparison.Ordinal) ? "" : $"  {_input}\n  {new string(' ', at)}^";
}
