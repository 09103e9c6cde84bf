namespace Binnacle.Tracking;

/// <summary>What the tokens of a piece form.</summary>
internal enum FilterPieceKind
{
    Other,
    Identifier,
    Number,
    String,
    Parenthesis,

    /// <summary>A calculation such as <c>a-b</c>; never allowed, but often an identifier that lacks quotes.</summary>
    Operation,
    Comparison,
}
