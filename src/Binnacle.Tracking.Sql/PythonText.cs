namespace Binnacle.Tracking.Sql;

/// <summary>Text as MLflow's messages show it in lists: as Python prints it.</summary>
internal static class PythonText
{
    public static string Quote(string text)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        if (!text.Contains('\'', StringComparison.Ordinal))
            return $"'{escaped}'";
        return text.Contains('"', StringComparison.Ordinal) ? $"'{escaped.Replace("'", "\\'", StringComparison.Ordinal)}'" : $"\"{escaped}\"";
    }
}
