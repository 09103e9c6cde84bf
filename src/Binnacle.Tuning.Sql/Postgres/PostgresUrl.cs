using Npgsql;

namespace Binnacle.Tuning.Sql;

/// <summary>Database addresses as SQLAlchemy and libpq write them: <c>postgresql+psycopg2://user:password@host:port/database?sslmode=require</c>.</summary>
internal static class PostgresUrl
{
    private const int DefaultPort = 5432;

    /// <summary>Npgsql's connection string for an address.</summary>
    /// <exception cref="ArgumentException">It is no address of PostgreSQL.</exception>
    public static string ConnectionStringOf(string url)
    {
        if (!IsOne(url) || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address))
            throw new ArgumentException($"expected a database address like postgresql://user:password@host:5432/database, found '{url}'.", nameof(url));
        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = address.Host.Length > 0 ? address.Host : "localhost",
            Port = address.Port > 0 ? address.Port : DefaultPort,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
        };
        string[] user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (string option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(builder, option, url);
        return builder.ToString();
    }

    /// <summary>True for addresses that begin as PostgreSQL's do.</summary>
    public static bool IsOne(string url) =>
        url.Split("://", 2) is [var scheme, _] && scheme.Split('+')[0] is "postgresql" or "postgres";

    /// <summary>The address without the password, also where it stands as an option.</summary>
    public static string WithoutPassword(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address))
            throw new ArgumentException($"expected a database address like postgresql://user:password@host:5432/database, found '{url}'.", nameof(url));
        string user = address.UserInfo.Split(':', 2)[0];
        string query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(option => !option.StartsWith("password=", StringComparison.OrdinalIgnoreCase)));
        return $"{address.Scheme}://{(user.Length > 0 ? user + "@" : "")}{address.Authority[(address.Authority.LastIndexOf('@') + 1)..]}{address.AbsolutePath}{(query.Length > 0 ? "?" + query : "")}";
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string option, string url)
    {
        // host=/var/run/postgresql names the folder of a socket. The other names are libpq's: Npgsql's, but for the blanks.
        string[] parts = option.Split('=', 2);
        string name = parts[0] == "sslmode" ? "SSL Mode" : parts[0].Replace('_', ' ');
        string value = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        try
        {
            builder[name] = parts[0] == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new ArgumentException($"the option '{option}' of the address '{url}' is unknown: {error.Message}", nameof(url), error);
        }
    }
}
