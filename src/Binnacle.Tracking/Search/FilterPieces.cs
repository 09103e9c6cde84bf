namespace Binnacle.Tracking;

/// <summary>
/// Groups tokens as MLflow's SQL parser does: parentheses, qualified names, calculations, comparisons, aliases, lists. What MLflow
/// accepts and the pieces that its errors name follow from this.
/// </summary>
internal sealed class FilterPieces
{
    private readonly string _text;
    private readonly List<FilterPiece> _pieces;

    private FilterPieces(string text, List<FilterToken> tokens)
    {
        _text = text;
        _pieces = [.. tokens.Where(token => token.Kind != FilterTokenKind.Whitespace).Select(Single)];
    }

    public static List<FilterPiece> Group(string text)
    {
        FilterPieces pieces = new(text, FilterLexer.Cut(text));
        pieces.GroupParentheses();
        pieces.GroupNames();
        pieces.GroupOperations();
        pieces.GroupComparisons();
        pieces.GroupAliases();
        pieces.GroupLists();
        pieces.GroupListComparisons();
        return pieces._pieces;
    }

    private static FilterPiece Single(FilterToken token) => new(
        token.Kind switch
        {
            FilterTokenKind.Name or FilterTokenKind.Symbol => FilterPieceKind.Identifier,
            FilterTokenKind.Number => FilterPieceKind.Number,
            FilterTokenKind.String => FilterPieceKind.String,
            _ => FilterPieceKind.Other,
        },
        token.Text,
        [token]);

    private void GroupParentheses()
    {
        Stack<int> open = new();
        for (int i = 0; i < _pieces.Count; i++)
        {
            if (_pieces[i].Tokens[0].IsPunctuation('('))
                open.Push(i);
            else if (_pieces[i].Tokens[0].IsPunctuation(')') && open.TryPop(out int start))
            {
                Merge(start, i, FilterPieceKind.Parenthesis);
                i = start;
            }
        }
    }

    private void GroupNames()
    {
        for (int i = 1; i + 1 < _pieces.Count; i++)
        {
            bool dot = _pieces[i].Tokens[0].IsPunctuation('.') && _pieces[i].Tokens.Count == 1;
            if (dot && _pieces[i - 1].Kind == FilterPieceKind.Identifier && _pieces[i + 1].Kind is FilterPieceKind.Identifier or FilterPieceKind.String)
            {
                Merge(i - 1, i + 1, FilterPieceKind.Identifier);
                i--;
            }
        }
    }

    private void GroupOperations()
    {
        for (int i = 1; i + 1 < _pieces.Count; i++)
        {
            if (IsToken(i, FilterTokenKind.Operator) && IsOperand(i - 1) && IsOperand(i + 1))
            {
                Merge(i - 1, i + 1, FilterPieceKind.Operation);
                i--;
            }
        }
    }

    private void GroupComparisons()
    {
        for (int i = 1; i + 1 < _pieces.Count; i++)
        {
            if (IsToken(i, FilterTokenKind.Comparator) && IsOperand(i - 1) && (IsOperand(i + 1) || _pieces[i + 1].IsKeyword("NULL")))
            {
                MergeComparison(i - 1, i + 1, _pieces[i].Text, _pieces[i + 1]);
                i--;
            }
        }
    }

    private void GroupAliases()
    {
        for (int i = 0; i + 1 < _pieces.Count; i++)
        {
            if (_pieces[i].Kind is not (FilterPieceKind.Other or FilterPieceKind.String) && _pieces[i + 1].Kind == FilterPieceKind.Identifier)
                Merge(i, i + 1, FilterPieceKind.Other);
        }
    }

    private void GroupLists()
    {
        for (int i = 1; i + 1 < _pieces.Count; i++)
        {
            if (_pieces[i].Tokens[0].IsPunctuation(',') && _pieces[i - 1].Kind != FilterPieceKind.Other && _pieces[i + 1].Kind != FilterPieceKind.Other)
            {
                Merge(i - 1, i + 1, FilterPieceKind.Operation);
                i--;
            }
        }
    }

    /// <summary>MLflow's own additions to its parser: lists and tests for null.</summary>
    private void GroupListComparisons()
    {
        for (int i = 0; i + 2 < _pieces.Count; i++)
        {
            if (_pieces[i].Kind != FilterPieceKind.Identifier)
                continue;
            if (Follows(i, "IN") && IsParenthesis(i + 2))
                MergeComparison(i, i + 2, "IN", _pieces[i + 2]);
            else if (Follows(i, "NOT", "IN") && IsParenthesis(i + 3))
                MergeComparison(i, i + 3, "NOT IN", _pieces[i + 3]);
            else if (Follows(i, "IS", "NULL"))
                MergeComparison(i, i + 2, "IS NULL", null);
            else if (Follows(i, "IS", "NOT", "NULL"))
                MergeComparison(i, i + 3, "IS NOT NULL", null);
        }
    }

    private bool Follows(int index, params ReadOnlySpan<string> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (index + 1 + i >= _pieces.Count || !_pieces[index + 1 + i].IsKeyword(words[i]))
                return false;
        }

        return true;
    }

    private bool IsParenthesis(int index) => index < _pieces.Count && _pieces[index].Kind == FilterPieceKind.Parenthesis;

    private bool IsToken(int index, FilterTokenKind kind) => _pieces[index].Tokens is [var token] && token.Kind == kind;

    private bool IsOperand(int index) => _pieces[index].Kind is not (FilterPieceKind.Other or FilterPieceKind.Comparison);

    private void MergeComparison(int first, int last, string comparator, FilterPiece? right)
    {
        FilterPiece left = _pieces[first];
        Merge(first, last, FilterPieceKind.Comparison);
        _pieces[first] = _pieces[first] with { Comparison = (left, comparator, right) };
    }

    private void Merge(int first, int last, FilterPieceKind kind)
    {
        FilterToken[] tokens = [.. _pieces.Skip(first).Take(last - first + 1).SelectMany(piece => piece.Tokens)];
        _pieces.RemoveRange(first + 1, last - first);
        _pieces[first] = new FilterPiece(kind, _text[tokens[0].Start..tokens[^1].End], tokens);
    }
}
