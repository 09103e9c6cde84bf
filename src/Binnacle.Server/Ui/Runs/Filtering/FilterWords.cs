namespace Binnacle.Server.Ui.Runs.Filtering;

/// <summary>Cuts a half-written filter into words: fields, quoted texts, operators, parentheses and commas.</summary>
internal static class FilterWords
{
    public static List<(int Start, int End)> Cut(string text)
    {
        List<(int, int)> words = [];
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int end = EndOf(text, i);
            words.Add((i, end));
            i = end;
        }

        return words;
    }

    private static int EndOf(string text, int start)
    {
        char first = text[start];
        if (first is '(' or ')' or ',')
            return start + 1;
        if (first is '\'' or '"')
            return Closing(text, start);
        int end = start;
        if (IsOperator(first))
        {
            while (end < text.Length && IsOperator(text[end]))
                end++;
            return end;
        }

        // Inside backticks a field may hold anything.
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !IsOperator(text[end]) && text[end] is not ('(' or ')' or ',' or '\'' or '"'))
            end = text[end] == '`' ? Closing(text, end) : end + 1;
        return end;
    }

    private static bool IsOperator(char c) => c is '=' or '!' or '<' or '>';

    private static int Closing(string text, int start)
    {
        int close = text.IndexOf(text[start], start + 1);
        return close < 0 ? text.Length : close + 1;
    }
}
