namespace Binnacle.Tracking.Sql;

/// <summary>PostgreSQL's words.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    public static PostgresDialect Instance { get; } = new();

    public override string InTexts(string column, int parameter) => $"{column} = ANY(@p{parameter})";

    public override object Texts(IReadOnlyCollection<string> values) => values.ToArray();

    public override string Like(string column, string pattern, bool ignoreCase) =>
        $"{column} {(ignoreCase ? "ILIKE" : "LIKE")} {pattern} ESCAPE ''";

    public override string Ordered(string column) => $"{column} COLLATE \"C\"";
}
