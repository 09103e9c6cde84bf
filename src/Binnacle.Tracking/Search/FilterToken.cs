namespace Binnacle.Tracking;

/// <summary>A piece of a filter text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Start">Where it starts, from 0.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Start)
{
    public int End => Start + Text.Length;

    public bool IsKeyword(string word) => Kind == FilterTokenKind.Keyword && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsPunctuation(char character) => Kind == FilterTokenKind.Punctuation && Text[0] == character;
}
