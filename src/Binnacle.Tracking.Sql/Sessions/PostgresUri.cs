using System.Globalization;
using Npgsql;

namespace Binnacle.Tracking.Sql;

/// <summary>An address such as <c>postgresql://user:password@host:5432/database?sslmode=require</c>.</summary>
/// <param name="ConnectionString">What Npgsql connects with.</param>
/// <param name="Shown">The address without password, for messages.</param>
internal sealed record PostgresUri(string ConnectionString, string Shown)
{
    private const int DefaultPort = 5432;

    public static bool Matches(string uri) =>
        uri.Split(':', 2)[0].Split('+')[0] is var scheme && (scheme.Equals("postgresql", StringComparison.OrdinalIgnoreCase) || scheme.Equals("postgres", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="TrackingException">The address names no host or database, or has an option that is not known.</exception>
    public static PostgresUri Parse(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) || address.AbsolutePath.Length < 2)
            throw Invalid("expected 'postgresql://user:password@host:port/database'");
        string[] user = address.UserInfo.Split(':', 2);
        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = address.Host.Length == 0 ? "localhost" : address.Host,
            Port = address.Port > 0 ? address.Port : DefaultPort,
            Database = Uri.UnescapeDataString(address.AbsolutePath[1..]),
            Username = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]),
            Password = user.Length < 2 ? null : Uri.UnescapeDataString(user[1]),
            MaxAutoPrepare = 100,
            ApplicationName = "binnacle",
        };
        foreach (string option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(builder, option);
        return new PostgresUri(builder.ConnectionString, string.Create(CultureInfo.InvariantCulture, $"postgresql://{builder.Host}:{builder.Port}/{builder.Database}"));
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string option)
    {
        string[] parts = option.Split('=', 2);
        (string name, string value) = (Uri.UnescapeDataString(parts[0]), parts.Length < 2 ? "" : Uri.UnescapeDataString(parts[1]));
        try
        {
            builder[name switch { "sslmode" => "SSL Mode", "connect_timeout" => "Timeout", "application_name" => "Application Name", _ => name }] =
                name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw Invalid($"the option '{option}' is not known");
        }
    }

    private static TrackingException Invalid(string what) =>
        new(ErrorCodes.InvalidParameterValue, $"The address of the PostgreSQL database cannot be used: {what}.");
}
