using System.Text.RegularExpressions;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The options of a config group that a <c>glob(…)</c> names.</summary>
internal static class GlobOptions
{
    public static IEnumerable<string> Matching(GlobSweep glob, IReadOnlyList<string> options) => options.Where(option =>
        glob.Include.Any(pattern => Matches(pattern, option)) && !glob.Exclude.Any(pattern => Matches(pattern, option)));

    /// <summary><c>*</c> any text, <c>?</c> any character, <c>[ab]</c> and <c>[!ab]</c> one of several or none of them.</summary>
    private static bool Matches(string pattern, string option)
    {
        string expression = Regex.Escape(pattern)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal)
            .Replace(@"\[!", "[^", StringComparison.Ordinal)
            .Replace(@"\[", "[", StringComparison.Ordinal);
        return Regex.IsMatch(option, $"^(?:{expression})$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}
