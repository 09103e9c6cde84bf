namespace Binnacle.Tracking;

/// <summary>Reads a filter text.</summary>
internal static class FilterParser
{
    /// <returns>The condition; null when the text is null or empty.</returns>
    /// <exception cref="TrackingException">The text is no filter of that dialect.</exception>
    public static FilterNode? Parse(string? text, FilterSchema schema, FilterDialect dialect)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (string.IsNullOrWhiteSpace(text))
            throw TrackingException.Invalid($"Invalid filter '{text}'. Could not be parsed.");
        if (dialect == FilterDialect.Extended)
            return new ExtendedFilterParser(text, schema).Parse();

        ComparisonReader reader = new(schema, dialect);
        List<FilterPiece> pieces = FilterPieces.Group(text);
        string[] invalid = [.. pieces.Where(piece => piece.Kind != FilterPieceKind.Comparison && !piece.IsKeyword("AND")).Select(piece => schema.Show(piece.Text))];
        if (invalid.Length > 0)
            throw TrackingException.Invalid($"Invalid clause(s) in filter string: {string.Join(", ", invalid)}");
        FilterNode[] parts = [.. pieces.Where(piece => piece.Kind == FilterPieceKind.Comparison).Select(piece => Comparison(reader, piece))];
        reader.CheckComparators();
        return new AndNode(parts);
    }

    private static FilterNode Comparison(ComparisonReader reader, FilterPiece piece)
    {
        (FilterPiece left, string comparator, FilterPiece? right) = piece.Comparison!.Value;
        if (left.Kind != FilterPieceKind.Identifier)
            throw TrackingException.Invalid($"Invalid comparison clause. Expected 'Identifier' found '{left.Text}'");
        return right is null ? reader.Null(left.Text, comparator == "IS NULL") : reader.Compare(left.Text, comparator, right);
    }
}
