namespace Binnacle.Configuration;

/// <summary>Shell patterns as Python's <c>fnmatch</c> reads them, case-sensitive.</summary>
internal static class GlobPattern
{
    /// <summary><c>*</c> stands for any text, <c>?</c> for one character, <c>[a-c]</c> and <c>[!ab]</c> for one of a set or none of it.</summary>
    public static bool Matches(string pattern, string text)
    {
        int at = 0, position = 0, star = -1, resume = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = position;
            }
            else if (MatchesOne(pattern, at, text[position]) is { } next)
            {
                at = next;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }

    /// <summary>Where the pattern goes on when its part at a place stands for the character, else null.</summary>
    private static int? MatchesOne(string pattern, int at, char character)
    {
        if (at >= pattern.Length)
            return null;
        if (pattern[at] == '?')
            return at + 1;
        if (pattern[at] != '[' || SetEnd(pattern, at) is not { } end)
            return pattern[at] == character ? at + 1 : null;
        bool negated = pattern[at + 1] == '!';
        ReadOnlySpan<char> set = pattern.AsSpan((at + (negated ? 2 : 1))..end);
        return Contains(set, character) != negated ? end + 1 : null;
    }

    /// <summary>The closing bracket; one directly behind the opening belongs to the set. Null when the bracket is plain text.</summary>
    private static int? SetEnd(string pattern, int at)
    {
        int first = at + 1;
        if (first < pattern.Length && pattern[first] == '!')
            first++;
        int end = first + 1 <= pattern.Length ? pattern.IndexOf(']', Math.Min(first + 1, pattern.Length)) : -1;
        return end < 0 ? null : end;
    }

    private static bool Contains(ReadOnlySpan<char> set, char character)
    {
        for (int i = 0; i < set.Length; i++)
        {
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? character >= set[i] && character <= set[i + 2] : character == set[i])
                return true;
            i += isRange ? 2 : 0;
        }

        return false;
    }
}
