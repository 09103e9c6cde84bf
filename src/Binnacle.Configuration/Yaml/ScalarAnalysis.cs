namespace Binnacle.Configuration;

/// <summary>What a text allows when it is written in block style; the rules are PyYAML's <c>analyze_scalar</c> behaviour.</summary>
internal readonly record struct ScalarAnalysis(bool Multiline, bool AllowsPlain, bool AllowsSingleQuotes)
{
    private const string Indicators = "#,[]{}&*!|>'\"%@`";

    public static ScalarAnalysis Of(ReadOnlySpan<int> text)
    {
        if (text.IsEmpty)
            return new(Multiline: false, AllowsPlain: true, AllowsSingleQuotes: true);

        bool indicators = text is ['-', '-', '-', ..] or ['.', '.', '.', ..];
        bool breaks = false, special = false, breakThenSpace = false, spaceThenBreak = false;
        for (int i = 0; i < text.Length; i++)
        {
            int character = text[i];
            bool followedBySpace = i + 1 >= text.Length || IsWhite(text[i + 1]);
            bool precededBySpace = i == 0 || IsWhite(text[i - 1]);
            indicators |= i == 0
                ? IsLeadingIndicator(character, followedBySpace)
                : (character == ':' && followedBySpace) || (character == '#' && precededBySpace);
            breaks |= IsBreak(character);
            special |= character != '\n' && character is < ' ' or > '~' && !IsPrintable(character);
            breakThenSpace |= character == ' ' && i > 0 && IsBreak(text[i - 1]);
            spaceThenBreak |= IsBreak(character) && i > 0 && text[i - 1] == ' ';
        }

        bool edges = IsBlank(text[0]) || IsBlank(text[^1]);
        bool plain = !(edges || indicators || breaks || special || breakThenSpace || spaceThenBreak);
        return new(breaks, plain, !(breakThenSpace || spaceThenBreak || special));
    }

    public static bool IsBreak(int character) => character is '\n' or 0x85 or 0x2028 or 0x2029;

    private static bool IsBlank(int character) => character == ' ' || IsBreak(character);

    private static bool IsWhite(int character) => character is 0 or ' ' or '\t' or '\r' || IsBreak(character);

    private static bool IsLeadingIndicator(int character, bool followedBySpace) =>
        (character < 128 && Indicators.Contains((char)character, StringComparison.Ordinal))
        || (character is '?' or ':' or '-' && followedBySpace);

    private static bool IsPrintable(int character) =>
        character is 0x85 or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD and not 0xFEFF) or (>= 0x10000 and < 0x10FFFF);
}
