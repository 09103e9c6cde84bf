namespace Binnacle.Tracking;

/// <summary>A token or several that belong together.</summary>
/// <param name="Kind">What they form.</param>
/// <param name="Text">Their characters, the space between them included.</param>
/// <param name="Tokens">The tokens.</param>
internal sealed record FilterPiece(FilterPieceKind Kind, string Text, IReadOnlyList<FilterToken> Tokens)
{
    /// <summary>Field, comparator and value, for a <see cref="FilterPieceKind.Comparison"/>.</summary>
    public (FilterPiece Left, string Comparator, FilterPiece? Right)? Comparison { get; init; }

    public bool IsKeyword(string word) => Kind == FilterPieceKind.Other && Tokens is [var token] && token.IsKeyword(word);
}
