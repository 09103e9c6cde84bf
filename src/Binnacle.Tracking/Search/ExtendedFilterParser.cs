namespace Binnacle.Tracking;

/// <summary>
/// MLflow's grammar and beyond it <c>OR</c>, <c>NOT</c>, parentheses, lists and <c>BETWEEN</c> and tests for null for every field, and
/// keys with dashes and slashes without quotes. <c>NOT</c> binds stronger than <c>AND</c>, <c>AND</c> stronger than <c>OR</c>.
/// </summary>
internal sealed class ExtendedFilterParser
{
    private const int MaxDepth = 100;
    private readonly string _text;
    private readonly List<FilterToken> _tokens;
    private readonly ComparisonReader _reader;
    private readonly List<Range> _compared = [];
    private int _next;

    public ExtendedFilterParser(string text, FilterSchema schema)
    {
        _text = text;
        _tokens = FilterLexer.Cut(text).FindAll(token => token.Kind != FilterTokenKind.Whitespace);
        _reader = new ComparisonReader(schema, FilterDialect.Extended);
    }

    public FilterNode Parse()
    {
        FilterNode node = Or(0);
        if (_next < _tokens.Count)
            throw Expected("AND, OR or the end");
        _reader.CheckComparators(index => _compared[index]);
        return node;
    }

    private FilterNode Or(int depth)
    {
        List<FilterNode> parts = [And(depth)];
        while (TakeKeyword("OR"))
            parts.Add(And(depth));
        return parts.Count == 1 ? parts[0] : new OrNode(parts);
    }

    private FilterNode And(int depth)
    {
        List<FilterNode> parts = [Not(depth)];
        while (TakeKeyword("AND"))
            parts.Add(Not(depth));
        return parts.Count == 1 ? parts[0] : new AndNode(parts);
    }

    private FilterNode Not(int depth)
    {
        if (depth > MaxDepth)
            throw TrackingException.Invalid($"Invalid filter string: parentheses and NOT are nested deeper than {MaxDepth} levels.");
        if (TakeKeyword("NOT"))
            return new NotNode(Not(depth + 1));
        if (!TakePunctuation('('))
            return Comparison();
        FilterNode node = Or(depth + 1);
        if (!TakePunctuation(')'))
            throw Expected("')'");
        return node;
    }

    private FilterNode Comparison()
    {
        int first = _next;
        try
        {
            return ReadComparison();
        }
        catch (TrackingException refused) when (refused.Place is null && _next > first)
        {
            throw refused.At(PlaceSince(first));
        }
    }

    private FilterNode ReadComparison()
    {
        int first = _next;
        string identifier = Identifier();
        if (TakeKeyword("IS"))
        {
            bool isNull = !TakeKeyword("NOT");
            return TakeKeyword("NULL") ? _reader.Null(identifier, isNull) : throw Expected("NULL");
        }

        bool negated = TakeKeyword("NOT");
        if (TakeKeyword("BETWEEN"))
        {
            FilterPiece low = Value();
            if (!TakeKeyword("AND"))
                throw Expected("AND and the upper end");
            FilterNode range = _reader.Between(identifier, low, Value());
            return negated ? new NotNode(range) : range;
        }

        if (TakeKeyword("IN"))
            return Compare(first, identifier, negated ? "NOT IN" : "IN", List());
        if (!negated && Current is { Kind: FilterTokenKind.Comparator } comparator)
        {
            _next++;
            return Compare(first, identifier, comparator.Text, Value());
        }

        throw Expected(negated ? "IN or BETWEEN" : "a comparator (=, !=, <, <=, >, >=, LIKE, ILIKE, IN, BETWEEN, IS NULL)");
    }

    private FilterNode Compare(int first, string identifier, string comparator, FilterPiece value)
    {
        FilterNode node = _reader.Compare(identifier, comparator, value);
        _compared.Add(PlaceSince(first));
        return node;
    }

    private Range PlaceSince(int first) => _tokens[first].Start.._tokens[_next - 1].End;

    /// <summary>A key is all that follows without a space, up to a comparator or parenthesis.</summary>
    private string Identifier()
    {
        if (Current is not { Kind: FilterTokenKind.Name or FilterTokenKind.Symbol or FilterTokenKind.Keyword } first
            || (first.Kind == FilterTokenKind.Keyword && !Touches(first, _next + 1)))
        {
            throw Expected("a field such as metrics.loss");
        }

        FilterToken last = first;
        for (_next++; Touches(last, _next); _next++)
            last = _tokens[_next];
        return _text[first.Start..last.End];
    }

    private bool Touches(FilterToken last, int index) => index < _tokens.Count && _tokens[index].Start == last.End
        && (_tokens[index].Kind is FilterTokenKind.Name or FilterTokenKind.Symbol or FilterTokenKind.String or FilterTokenKind.Number or FilterTokenKind.Keyword
            || _tokens[index] is { Kind: FilterTokenKind.Operator, Text: "-" or "/" } or { Kind: FilterTokenKind.Punctuation, Text: "." or ":" });

    private FilterPiece Value()
    {
        FilterToken token = Current ?? throw Expected("a value");
        FilterPieceKind kind = token.Kind switch
        {
            FilterTokenKind.Number => FilterPieceKind.Number,
            FilterTokenKind.String => FilterPieceKind.String,
            FilterTokenKind.Symbol or FilterTokenKind.Name => FilterPieceKind.Identifier,
            _ => throw Expected("a number or a quoted text"),
        };
        _next++;
        return new FilterPiece(kind, token.Text, [token]);
    }

    private FilterPiece List()
    {
        int start = _next;
        if (!TakePunctuation('('))
            throw Expected("a list in parentheses");
        while (Current is { } token && !token.IsPunctuation(')'))
        {
            if (token.Kind is not (FilterTokenKind.Number or FilterTokenKind.String or FilterTokenKind.Symbol) && !token.IsPunctuation(','))
                throw Expected("a number or a quoted text");
            _next++;
        }

        if (!TakePunctuation(')'))
            throw Expected("')'");
        FilterToken[] tokens = [.. _tokens.Skip(start).Take(_next - start)];
        return new FilterPiece(FilterPieceKind.Parenthesis, _text[tokens[0].Start..tokens[^1].End], tokens);
    }

    private FilterToken? Current => _next < _tokens.Count ? _tokens[_next] : null;

    private bool TakeKeyword(string word)
    {
        bool taken = Current is { } token && token.IsKeyword(word);
        _next += taken ? 1 : 0;
        return taken;
    }

    private bool TakePunctuation(char character)
    {
        bool taken = Current is { } token && token.IsPunctuation(character);
        _next += taken ? 1 : 0;
        return taken;
    }

    private TrackingException Expected(string what)
    {
        (int column, string found) = Current is { } token ? (token.Start + 1, $"'{token.Text}'") : (_text.Length + 1, "the end");
        Range place = (column - 1)..(Current?.End ?? column);
        return TrackingException.Invalid($"Invalid filter string, column {column}: expected {what}, found {found}.\n  {_text}\n  {new string(' ', column - 1)}^").At(place);
    }
}
