namespace Binnacle.Cli.Commands.Config;

/// <summary>Tells overrides from names.</summary>
internal static class OverrideWord
{
    public static bool Is(string word) => word is ['~' or '+', ..] || word.Contains('=', StringComparison.Ordinal);
}
