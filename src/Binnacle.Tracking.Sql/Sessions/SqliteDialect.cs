using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking.Sql;

/// <summary>SQLite's words. LIKE minds case because connections are opened so; lower() folds ASCII only, as in MLflow.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private readonly bool _hasIndexes;

    private SqliteDialect(bool hasIndexes) => _hasIndexes = hasIndexes;

    public static SqliteDialect Instance { get; } = new(hasIndexes: false);

    /// <summary>For a database with <see cref="SqliteIndexes"/>.</summary>
    public static SqliteDialect WithIndexes { get; } = new(hasIndexes: true);

    /// <summary>SQLite would take the key of the table, and then look up each row for its value.</summary>
    public override string IndexOf(string table) => _hasIndexes ? SqliteIndexes.HintFor(table) : "";

    public override string RowPlace => "rowid";

    /// <summary>Without the indexes, values do not lie side by side.</summary>
    public override bool NeedsJoinOrder => _hasIndexes;

    public override string InTexts(string column, int parameter) => $"{column} IN (SELECT value FROM json_each(@p{parameter}))";

    public override object Texts(IReadOnlyCollection<string> values)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartArray();
            foreach (string value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    public override string Like(string column, string pattern, bool ignoreCase) =>
        ignoreCase ? $"lower({column}) LIKE lower({pattern})" : $"{column} LIKE {pattern}";

    public override string Ordered(string column) => column;

    public override string ChangeStamp => "PRAGMA data_version";
}
