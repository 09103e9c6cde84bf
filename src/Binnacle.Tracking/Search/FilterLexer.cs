using System.Text.RegularExpressions;

namespace Binnacle.Tracking;

/// <summary>Cuts a filter text into tokens, at the same places where MLflow's tokenizer cuts it.</summary>
internal static partial class FilterLexer
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALL", "AND", "ANY", "AS", "ASC", "BETWEEN", "BY", "CASE", "DESC", "DISTINCT", "ELSE", "END", "EXISTS", "FALSE", "FROM", "GROUP", "HAVING",
        "IF", "IN", "INTO", "IS", "JOIN", "LIMIT", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER", "SELECT", "SET", "THEN", "TRUE", "UNION", "USING",
        "VALUES", "WHEN", "WHERE", "WITH",
    };

    public static List<FilterToken> Cut(string text)
    {
        List<FilterToken> tokens = [];
        int position = 0;
        while (position < text.Length)
        {
            FilterToken token = Next(text, position, tokens.Count > 0 ? tokens[^1] : default);
            tokens.Add(token);
            position = token.End;
        }

        return tokens;
    }

    private static FilterToken Next(string text, int start, FilterToken previous)
    {
        char first = text[start];
        bool afterDot = previous.Text is ".";
        if (Match(WhitespacePattern, text, start) is { } space)
            return new FilterToken(FilterTokenKind.Whitespace, space, start);
        if (Match(BacktickPattern, text, start) is { } name)
            return new FilterToken(FilterTokenKind.Name, name, start);
        if (afterDot && Match(WordPattern, text, start) is { } key)
            return new FilterToken(FilterTokenKind.Name, key, start);
        if (Match(LikePattern, text, start) is { } like && !IsQualifier(text, start + like.Length))
            return new FilterToken(FilterTokenKind.Comparator, like, start);
        if (Match(NumberPattern, text, start) is { } number)
            return new FilterToken(FilterTokenKind.Number, number, start);
        if (Match(StringPattern, text, start) is { } quoted)
            return new FilterToken(FilterTokenKind.String, quoted, start);
        if (Match(SymbolPattern, text, start) is { } symbol)
            return new FilterToken(FilterTokenKind.Symbol, symbol, start);
        if (Match(WordPattern, text, start) is { } word)
        {
            bool keyword = Keywords.Contains(word) && !IsQualifier(text, start + word.Length);
            return new FilterToken(keyword ? FilterTokenKind.Keyword : FilterTokenKind.Name, word, start);
        }

        if (";:()[],.".Contains(first))
            return new FilterToken(FilterTokenKind.Punctuation, first.ToString(), start);
        if (Match(ComparatorPattern, text, start) is { } comparator)
            return new FilterToken(FilterTokenKind.Comparator, comparator, start);
        if ("+-/@#%^&|*".Contains(first))
            return new FilterToken(FilterTokenKind.Operator, first.ToString(), start);
        return new FilterToken(FilterTokenKind.Stray, first.ToString(), start);
    }

    private static bool IsQualifier(string text, int end) => end < text.Length && text[end] == '.';

    private static string? Match(Regex pattern, string text, int start) =>
        pattern.Match(text, start) is { Success: true, Length: > 0 } match ? match.Value : null;

    [GeneratedRegex(@"\G\s+")]
    private static partial Regex WhitespacePattern { get; }

    [GeneratedRegex(@"\G`(?:``|[^`])*`")]
    private static partial Regex BacktickPattern { get; }

    [GeneratedRegex(@"\G\w[\w$#]*")]
    private static partial Regex WordPattern { get; }

    [GeneratedRegex(@"\G(?:NOT\s+)?(?:LIKE|ILIKE|RLIKE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LikePattern { get; }

    [GeneratedRegex(@"\G(?:-?[0-9]+(?:\.[0-9]+)?E-?[0-9]+|-?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?![\w]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern { get; }

    [GeneratedRegex(@"\G'(?:''|\\'|[^'])*'")]
    private static partial Regex StringPattern { get; }

    [GeneratedRegex(@"\G""(?:""""|\\""|[^""])*""")]
    private static partial Regex SymbolPattern { get; }

    [GeneratedRegex(@"\G[<>=~!]+")]
    private static partial Regex ComparatorPattern { get; }
}
