using System.Globalization;

namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    /// <inheritdoc/>
    public Task<PagedList<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync(session => SearchRuns(session, query), cancellationToken);

    /// <inheritdoc/>
    public Task<PagedList<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync(session => SearchExperiments(session, query), cancellationToken);

    private PagedList<Run> SearchRuns(SqlSession session, RunQuery query)
    {
        CheckPage(query.MaxResults);
        FilterNode? filter = FilterParser.Parse(query.Filter, RunFilterSchema.Instance, query.Dialect);
        OrderClause[] order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, RunFilterSchema.Instance))];
        if (Array.Exists(order, clause => clause.Key.Entity == FilterEntity.Dataset))
            throw TrackingException.Invalid("Invalid identifier type 'dataset'");
        if (query.Dialect == FilterDialect.MLflow && order.DistinctBy(clause => clause.Key).Count() < order.Length)
        {
            throw new TrackingException(
                ErrorCodes.InternalError, $"`order_by` contains duplicate fields: [{string.Join(", ", query.OrderBy.Select(PythonText.Quote))}]");
        }

        int offset = Paging.StartOf(query.PageToken);
        List<string> ids = FindRuns(session, query, filter, order, offset);
        PagedList<string> page = Paging.PageAt(ids, query.MaxResults, offset);
        return new PagedList<Run>(ReadRuns(session, page.Items, parts: null), page.NextPageToken);
    }

    /// <summary>The ids come first, so that the database sorts nothing but them and what they are ordered by.</summary>
    private static List<string> FindRuns(SqlSession session, RunQuery query, FilterNode? filter, OrderClause[] order, int offset)
    {
        session.LookForIndexes();
        RunQuerySql sql = new(session.Dialect);
        long[] experiments = [.. query.ExperimentIds.Select(TryNumber).OfType<long>().Distinct()];
        string chosen = SqlDialect.InNumbers("r.experiment_id", experiments);
        if (filter is not null && session.Dialect.NeedsJoinOrder && RunQuerySql.RequiredValue(filter) is { } key && AreMany(session, chosen))
            sql.StartFromValues(key);
        string where = chosen + Stages("r", query.View) + (filter is null ? "" : $" AND {sql.Condition(filter)}");
        string[] terms = [.. order.SelectMany(sql.Order), "r.start_time DESC NULLS LAST", session.Dialect.Ordered("r.run_uuid")];
        return session.List(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT r.run_uuid FROM {sql.Source} WHERE {where} ORDER BY {string.Join(", ", terms)} LIMIT {query.MaxResults + 1} OFFSET {offset}"),
            row => row.GetString(0),
            sql.Values);
    }

    /// <summary>Whether runs are a good part of all. The greatest row number is read at once, and is at least how many there are.</summary>
    private static bool AreMany(SqlSession session, string runs) =>
        session.Single($"""
            WITH few(number) AS (SELECT MAX(rowid) / 4 FROM runs)
            SELECT COUNT(*) > (SELECT number FROM few) FROM (SELECT 1 FROM runs r WHERE {runs} LIMIT (SELECT number + 1 FROM few))
            """) is 1L;

    private static PagedList<Experiment> SearchExperiments(SqlSession session, ExperimentQuery query)
    {
        CheckPage(query.MaxResults);
        FilterNode? filter = FilterParser.Parse(query.Filter, ExperimentFilterSchema.Database, query.Dialect);
        ExperimentQuerySql sql = new(session.Dialect);
        OrderClause[] order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, ExperimentFilterSchema.Database))];
        string where = "TRUE" + Stages("e", query.View) + (filter is null ? "" : $" AND {sql.Condition(filter)}");
        IEnumerable<string> terms = order.Length == 0 ? ["e.creation_time DESC NULLS LAST"] : order.SelectMany(sql.Order);
        int offset = Paging.StartOf(query.PageToken);
        List<Experiment> found = session.List(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT e.experiment_id, e.name, e.artifact_location, e.lifecycle_stage, e.creation_time, e.last_update_time FROM experiments e{sql.Joins}
                WHERE {where} ORDER BY {string.Join(", ", [.. terms, "e.experiment_id"])} LIMIT {query.MaxResults + 1} OFFSET {offset}
                """),
            ReadExperiment,
            sql.Values);
        PagedList<Experiment> page = Paging.PageAt(found, query.MaxResults, offset);
        return page with { Items = WithTags(session, [.. page.Items]) };
    }

    internal static string Stages(string table, ViewType view) => view switch
    {
        ViewType.ActiveOnly => $" AND {table}.lifecycle_stage = 'active'",
        ViewType.DeletedOnly => $" AND {table}.lifecycle_stage = 'deleted'",
        _ => "",
    };

    private static void CheckPage(int maxResults)
    {
        SearchLimits.CheckPositive(maxResults);
        if (maxResults > RunQuery.LargestPage)
        {
            throw TrackingException.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"Invalid value {maxResults} for parameter 'max_results' supplied. It must be at most {RunQuery.LargestPage}"));
        }
    }
}
