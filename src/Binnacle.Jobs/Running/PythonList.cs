namespace Binnacle.Jobs;

/// <summary>Texts as Python prints a list of them; logs and errors of the field look like that.</summary>
internal static class PythonList
{
    public static string Of(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Quoted))}]";

    private static string Quoted(string text)
    {
        char quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quote == '\'' ? $"'{escaped.Replace("'", "\\'", StringComparison.Ordinal)}'" : $"\"{escaped}\"";
    }
}
