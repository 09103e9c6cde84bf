namespace Binnacle.Tuning.Sql;

/// <summary>Database addresses as SQLAlchemy writes them: <c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c>.</summary>
internal static class SqliteUrl
{
    private const string Scheme = "sqlite:///";

    /// <summary>The absolute path of the file; relative ones are relative to the current directory.</summary>
    /// <exception cref="ArgumentException">The address is no file of SQLite.</exception>
    public static string PathOf(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            throw new ArgumentException($"expected a database address like sqlite:///study.db or sqlite:////absolute/study.db, found '{url}'.", nameof(url));
        string path = url[Scheme.Length..];
        if (path.Length == 0 || path == ":memory:")
            throw new ArgumentException($"'{url}' names no file; for a study in memory leave the storage out.", nameof(url));
        return Path.GetFullPath(path);
    }
}
