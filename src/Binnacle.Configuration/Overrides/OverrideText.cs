using System.Text;

namespace Binnacle.Configuration;

/// <summary>How values of overrides are printed so that they parse back.</summary>
internal static class OverrideText
{
    /// <summary>Unquoted text with every character escaped that would end or split it.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (UnquotedText.Escapable.Contains(character, StringComparison.Ordinal))
                result.Append('\\');
            result.Append(character);
        }

        return result.ToString();
    }

    /// <summary>Text in quotes; backslashes are doubled only where they stand directly before a quote or the end.</summary>
    public static string Quote(string text, char quote)
    {
        var result = new StringBuilder().Append(quote);
        int slashes = 0;
        foreach (char character in text)
        {
            if (character == quote)
                result.Append('\\', slashes + 1);
            slashes = character == '\\' ? slashes + 1 : 0;
            result.Append(character);
        }

        return result.Append('\\', slashes).Append(quote).ToString();
    }

    public static string OfElement(OverrideValue value) => value is GlobSweep glob
        ? $"{{include:[{string.Join(',', glob.Include.Select(Escape))}],exclude:[{string.Join(',', glob.Exclude.Select(Escape))}]}}"
        : Element(value).Text;

    public static ElementValue Element(OverrideValue value) =>
        value as ElementValue ?? throw new ConfigException("A sweep cannot stand inside a list or a map.");
}
