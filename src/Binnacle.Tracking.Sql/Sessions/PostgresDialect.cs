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

    public override string RowPlace => "ctid";

    // The end of the log, which every commit moves, in whichever database of the server; a standby replays it.
    public override string ChangeStamp =>
        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END::text";
}
