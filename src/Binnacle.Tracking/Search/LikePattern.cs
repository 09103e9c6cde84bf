using System.Text;

namespace Binnacle.Tracking;

/// <summary>SQL's LIKE: <c>%</c> stands for any text, <c>_</c> for one character; there is no escape character.</summary>
internal static class LikePattern
{
    public static bool IsMatch(string text, string pattern, bool ignoreCase)
    {
        Rune[] characters = Runes(text, ignoreCase), wanted = Runes(pattern, ignoreCase);
        int at = 0, next = 0, star = -1, resume = 0;
        while (at < characters.Length)
        {
            if (next < wanted.Length && wanted[next].Value == '%')
            {
                star = next++;
                resume = at;
            }
            else if (next < wanted.Length && (wanted[next].Value == '_' || wanted[next] == characters[at]))
            {
                at++;
                next++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (next < wanted.Length && wanted[next].Value == '%')
            next++;
        return next == wanted.Length;
    }

    private static Rune[] Runes(string text, bool ignoreCase) => [.. (ignoreCase ? text.ToLowerInvariant() : text).EnumerateRunes()];
}
