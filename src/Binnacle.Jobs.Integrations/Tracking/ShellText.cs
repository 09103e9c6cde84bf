namespace Binnacle.Jobs.Integrations;

/// <summary>Arguments as a POSIX shell takes them.</summary>
internal static class ShellText
{
    private const string Harmless = "_-./=:,+@%~";

    public static string Of(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quoted));

    private static string Quoted(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal)) && text[0] != '~'
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
