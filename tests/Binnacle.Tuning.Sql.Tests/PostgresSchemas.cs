using Binnacle.Testing;
using Npgsql;

namespace Binnacle.Tuning.Sql.Tests;

/// <summary>Empty schemas of one database, which cost less than a database each.</summary>
public sealed class PostgresSchemas : IDisposable
{
    private readonly PostgresServer _server = new();
    private readonly Lazy<string> _database;
    private int _schemas;

    public PostgresSchemas() => _database = new Lazy<string>(_server.CreateDatabase);

    /// <summary>The address of an empty schema.</summary>
    public string Create()
    {
        using NpgsqlConnection connection = new(PostgresUrl.ConnectionStringOf(_database.Value) + ";Pooling=false");
        connection.Open();
        string name = $"s{Interlocked.Increment(ref _schemas)}";
        using NpgsqlCommand command = new($"CREATE SCHEMA {name}", connection);
        command.ExecuteNonQuery();
        return $"{_database.Value}?search_path={name}";
    }

    /// <summary>The address of an empty database.</summary>
    public string CreateDatabase() => _server.CreateDatabase();

    public void Dispose() => _server.Dispose();
}
