namespace Binnacle.Tracking;

/// <summary>One element of <c>order_by</c>: a field and a direction.</summary>
internal sealed record OrderClause(FilterKey Key, bool Descending)
{
    /// <exception cref="TrackingException">The text is no field with an optional <c>ASC</c> or <c>DESC</c>.</exception>
    public static OrderClause Parse(string text, FilterSchema schema)
    {
        TrackingException unreadable = TrackingException.Invalid($"Invalid order_by clause '{text}'. Could not be parsed.");
        List<FilterToken> tokens = FilterLexer.Cut(text.Trim());
        int end = tokens.FindIndex(token => token.Kind == FilterTokenKind.Whitespace);
        List<FilterToken> identifier = end < 0 ? tokens : tokens[..end];
        if (!IsIdentifier(identifier))
            throw unreadable;

        FilterToken[] rest = end < 0 ? [] : [.. tokens.Skip(end).Where(token => token.Kind != FilterTokenKind.Whitespace)];
        bool descending = rest switch
        {
            [] => false,
            [var order] when order.IsKeyword("ASC") => false,
            [var order] when order.IsKeyword("DESC") => true,
            [{ Kind: FilterTokenKind.Name or FilterTokenKind.Symbol }] => throw TrackingException.Invalid($"Invalid ordering key in order_by clause '{text}'."),
            _ => throw unreadable,
        };
        FilterKey key = schema.KeyOf(string.Concat(identifier.Select(token => token.Text)), forOrder: true);
        return new OrderClause(key, descending);
    }

    private static bool IsIdentifier(List<FilterToken> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            bool fits = i % 2 == 0 ? tokens[i].Kind is FilterTokenKind.Name or FilterTokenKind.Symbol : tokens[i].IsPunctuation('.');
            if (!fits)
                return false;
        }

        return tokens.Count % 2 == 1;
    }

    /// <summary>Values in their direction, then NaN, then what is missing.</summary>
    public int Compare(FieldValue left, FieldValue right)
    {
        int rank = Rank(left), difference = rank - Rank(right);
        if (difference != 0 || rank > 0)
            return difference;
        int order = left.Number is { } number ? number.CompareTo(right.Number!.Value) : CodePointOrder.Instance.Compare(left.Text, right.Text);
        return Descending ? -order : order;
    }

    private static int Rank(FieldValue value) => value.IsMissing ? 2 : value.Number is { } number && double.IsNaN(number) ? 1 : 0;
}
