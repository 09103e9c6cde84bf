namespace Binnacle.Server.Api.GraphQl;

/// <summary>The words and signs of a query.</summary>
internal sealed class GraphLexer
{
    private readonly string _text;
    private int _position;

    public GraphLexer(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The next token; empty at the end. Texts begin with a quotation mark.</summary>
    public string Token { get; private set; } = "";

    public string Take()
    {
        string token = Token;
        Advance();
        return token;
    }

    public bool TryTake(string token)
    {
        if (Token != token)
            return false;
        Advance();
        return true;
    }

    public void Expect(string token)
    {
        if (!TryTake(token))
            throw new GraphError($"Syntax Error: Expected '{token}', found {(Token.Length == 0 ? "<EOF>" : $"'{Token}'")}.");
    }

    public string TakeName() => Token.Length > 0 && (char.IsAsciiLetter(Token[0]) || Token[0] == '_')
        ? Take()
        : throw new GraphError($"Syntax Error: Expected Name, found {(Token.Length == 0 ? "<EOF>" : $"'{Token}'")}.");

    private void Advance()
    {
        SkipIgnored();
        int start = _position;
        if (start == _text.Length)
        {
            Token = "";
            return;
        }

        char first = _text[_position++];
        if (first == '"')
            Token = ReadText();
        else if (IsWordPart(first) || first == '-')
            Token = ReadWord(start);
        else if (first == '.' && _text.AsSpan(start).StartsWith("...", StringComparison.Ordinal))
            Token = _text[start..(_position = start + 3)];
        else
            Token = first.ToString();
    }

    private string ReadWord(int start)
    {
        while (_position < _text.Length && (IsWordPart(_text[_position]) || IsNumberPart(start)))
            _position++;
        return _text[start.._position];
    }

    private bool IsNumberPart(int start) =>
        (char.IsAsciiDigit(_text[start]) || _text[start] == '-') && _text[_position] is '.' or '+' or '-';

    private string ReadText()
    {
        System.Text.StringBuilder text = new("\"");
        while (true)
        {
            if (_position == _text.Length)
                throw new GraphError("Syntax Error: Unterminated string.");
            char character = _text[_position++];
            if (character == '"')
                return text.ToString();
            text.Append(character == '\\' ? ReadEscape() : character);
        }
    }

    private char ReadEscape()
    {
        char escaped = _position < _text.Length ? _text[_position++] : '"';
        if (escaped == 'u' && _position + 4 <= _text.Length
            && ushort.TryParse(_text.AsSpan(_position, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out ushort code))
        {
            _position += 4;
            return (char)code;
        }

        return escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => escaped };
    }

    private void SkipIgnored()
    {
        while (_position < _text.Length && (char.IsWhiteSpace(_text[_position]) || _text[_position] is ',' or '\uFEFF' or '#'))
        {
            if (_text[_position] == '#')
                _position = _text.IndexOf('\n', _position) is var end and >= 0 ? end : _text.Length;
            else
                _position++;
        }
    }

    private static bool IsWordPart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
