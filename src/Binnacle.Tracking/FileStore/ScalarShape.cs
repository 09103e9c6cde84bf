using System.Text;

namespace Binnacle.Tracking;

/// <summary>Which YAML styles a text allows in block context.</summary>
internal readonly record struct ScalarShape(bool AllowsPlain, bool AllowsSingleQuotes)
{
    private const string Whitespace = "\0 \t\r\n\u0085\u2028\u2029";
    private const string Breaks = "\n\u0085\u2028\u2029";
    private const string LeadingIndicators = "#,[]{}&*!|>'\"%@`";

    public static ScalarShape Of(string text)
    {
        if (text.Length == 0)
            return new ScalarShape(AllowsPlain: false, AllowsSingleQuotes: true);

        bool special = text.EnumerateRunes().Any(rune => rune.Value != '\n' && !IsPrintable(rune));
        bool spaceBeforeBreak = false, breakBeforeSpace = false;
        for (int i = 1; i < text.Length; i++)
        {
            spaceBeforeBreak |= text[i - 1] == ' ' && Breaks.Contains(text[i]);
            breakBeforeSpace |= Breaks.Contains(text[i - 1]) && text[i] == ' ';
        }

        bool single = !special && !spaceBeforeBreak && !breakBeforeSpace;
        bool edges = text[0] == ' ' || text[^1] == ' ';
        return new ScalarShape(single && !edges && !HasBreak(text) && !HasIndicator(text), single);
    }

    public static bool HasBreak(string text) => text.AsSpan().IndexOfAny(Breaks) >= 0;

    public static bool IsPrintable(Rune rune) => rune.Value is (>= 0x20 and <= 0x7E) or 0x85 or (>= 0xA0 and <= 0xD7FF)
        or (>= 0xE000 and <= 0xFFFD and not 0xFEFF) or (>= 0x10000 and < 0x10FFFF);

    private static bool HasIndicator(string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
            return true;
        if (LeadingIndicators.Contains(text[0]))
            return true;
        for (int i = 0; i < text.Length; i++)
        {
            bool followedBySpace = i + 1 == text.Length || Whitespace.Contains(text[i + 1]);
            bool found = text[i] switch
            {
                ':' => followedBySpace,
                '?' or '-' => i == 0 && followedBySpace,
                '#' => i > 0 && Whitespace.Contains(text[i - 1]),
                _ => false,
            };
            if (found)
                return true;
        }

        return false;
    }
}
