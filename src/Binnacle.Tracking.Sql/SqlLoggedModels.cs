using System.Data.Common;
using System.Globalization;

namespace Binnacle.Tracking.Sql;

/// <summary>Logged models in the tables of MLflow 3.</summary>
internal sealed class SqlLoggedModels(Database database, SchemaHead head, SqlStoreOptions options) : ILoggedModelStore
{
    private const string Columns = "SELECT l.model_id, l.experiment_id, l.name, l.artifact_location, l.creation_timestamp_ms, l.last_updated_timestamp_ms, "
        + "l.status, l.status_message, l.model_type, l.source_run_id FROM logged_models l";

    private long Now => options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<LoggedModel> CreateLoggedModelAsync(LoggedModelCreation creation, CancellationToken cancellationToken = default) =>
        Write(session => Create(session, creation), cancellationToken);

    public Task<LoggedModel> GetLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            head.CheckLoggedModels(database);
            return Find(session, modelId);
        },
        cancellationToken);

    public Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            Find(session, modelId);
            session.Execute("UPDATE logged_models SET status = @p0, last_updated_timestamp_ms = @p1 WHERE model_id = @p2", (int)status, Now, modelId);
            return Find(session, modelId);
        },
        cancellationToken);

    public Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            Find(session, modelId);
            return session.Execute(
                "UPDATE logged_models SET lifecycle_stage = 'deleted', last_updated_timestamp_ms = @p0 WHERE model_id = @p1", Now, modelId);
        },
        cancellationToken);

    public Task EraseLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            if (session.Single("SELECT lifecycle_stage FROM logged_models WHERE model_id = @p0", modelId) is not string stage)
                throw ModelRules.NoLoggedModel(modelId);
            if (stage != "deleted")
                throw ModelRules.NotDeleted(modelId);
            foreach (string table in (ReadOnlySpan<string>)["logged_model_metrics", "logged_model_params", "logged_model_tags", "logged_models"])
                session.Execute($"DELETE FROM {table} WHERE model_id = @p0", modelId);
            return true;
        },
        cancellationToken);

    public Task SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            LoggedModel model = FindOfAnyStage(session, modelId);
            foreach (Tag tag in tags)
                WriteTag(session, model, tag);
            return true;
        },
        cancellationToken);

    public Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            FindOfAnyStage(session, modelId);
            if (session.Execute("DELETE FROM logged_model_tags WHERE model_id = @p0 AND tag_key = @p1", modelId, key) == 0)
                throw TrackingException.Missing($"No tag with key {JsonText.Quote(key)} found for model with ID {JsonText.Quote(modelId)}.");
            return true;
        },
        cancellationToken);

    public Task LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default) => Write(
        session =>
        {
            LoggedModel model = FindOfAnyStage(session, modelId);
            foreach (Param param in parameters)
                WriteParam(session, model, param);
            return true;
        },
        cancellationToken);

    public Task<PagedList<LoggedModel>> SearchLoggedModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default) => database.ReadLongAsync(
        session =>
        {
            head.CheckLoggedModels(database);
            return Search(session, query);
        },
        cancellationToken);

    public IArtifactStore OpenArtifacts(LoggedModel model) => options.OpenArtifacts(model.ArtifactLocation);

    /// <summary>A run's point that was measured on a logged model is one of the model's too.</summary>
    public static void WriteMetric(SqlSession session, RunInfo run, Metric metric)
    {
        Find(session, metric.Link!.ModelId!);
        session.Execute(
            """
            INSERT INTO logged_model_metrics
                (model_id, metric_name, metric_timestamp_ms, metric_step, metric_value, experiment_id, run_id, dataset_uuid, dataset_name, dataset_digest)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, NULL, @p7, @p8) ON CONFLICT DO NOTHING
            """,
            metric.Link.ModelId,
            metric.Key,
            metric.Timestamp,
            metric.Step,
            double.IsNaN(metric.Value) ? null : StoredNumber.Of(metric.Value).Value,
            long.Parse(run.ExperimentId, CultureInfo.InvariantCulture),
            run.RunId,
            metric.Link.DatasetName,
            metric.Link.DatasetDigest);
    }

    private Task<T> Write<T>(Func<SqlSession, T> write, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            head.CheckLoggedModels(database);
            return write(session);
        },
        cancellationToken);

    private LoggedModel Create(SqlSession session, LoggedModelCreation creation)
    {
        string name = creation.Name ?? RunNames.Generate();
        ModelRules.CheckLoggedModelName(name);
        if (session.List(
            "SELECT artifact_location FROM experiments WHERE experiment_id = @p0 AND lifecycle_stage = 'active'", row => row.Text(0), SqlTrackingStore.NumberOf(creation.ExperimentId))
            is not [{ } root])
        {
            throw TrackingException.Missing($"No Experiment with id={creation.ExperimentId} exists");
        }

        string id = ModelRules.NewLoggedModelId(creation);
        session.Execute(
            """
            INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, model_type, source_run_id)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p4, @p5, 'active', @p6, @p7)
            """,
            id,
            SqlTrackingStore.NumberOf(creation.ExperimentId),
            name,
            creation.ArtifactLocation ?? FileUri.Append(root, $"models/{id}/artifacts"),
            Now,
            (int)LoggedModelStatus.Pending,
            creation.ModelType,
            creation.SourceRunId);
        LoggedModel model = Find(session, id);
        foreach ((string key, string value) in creation.Params)
            WriteParam(session, model, new Param(key, value));
        foreach ((string key, string value) in creation.Tags)
            WriteTag(session, model, new Tag(key, value));
        return Find(session, id);
    }

    private static void WriteParam(SqlSession session, LoggedModel model, Param param)
    {
        param = NameRules.CheckParam(param);
        session.Execute(
            """
            INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (model_id, param_key) DO UPDATE SET param_value = excluded.param_value
            """,
            model.ModelId,
            SqlTrackingStore.NumberOf(model.ExperimentId),
            param.Key,
            param.Value);
    }

    private static void WriteTag(SqlSession session, LoggedModel model, Tag tag)
    {
        tag = SqlRules.CheckTag(tag);
        session.Execute(
            """
            INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (model_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value
            """,
            model.ModelId,
            SqlTrackingStore.NumberOf(model.ExperimentId),
            tag.Key,
            tag.Value);
    }

    private static PagedList<LoggedModel> Search(SqlSession session, LoggedModelQuery query)
    {
        ModelRules.CheckPage(query.MaxResults, RunQuery.LargestPage);
        FilterNode? filter = FilterParser.Parse(query.Filter, ModelFilterSchema.LoggedModels, FilterDialect.Extended);
        OrderClause[] order = [.. query.ParseOrder()];
        LoggedModelQuerySql sql = new(session.Dialect, query.Datasets);
        string where = SqlDialect.InNumbers("l.experiment_id", [.. query.ExperimentIds.Select(SqlTrackingStore.NumberOf)])
            + $"{SqlTrackingStore.Stages("l", query.View)} AND {sql.Measured}" + (filter is null ? "" : $" AND {sql.Condition(filter)}");
        string[] terms = [.. order.SelectMany(sql.Order), "l.creation_timestamp_ms DESC", "l.model_id"];
        int offset = Paging.StartOf(query.PageToken);
        List<LoggedModel> found = session.List(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Columns}{sql.Joins} WHERE {where} ORDER BY {string.Join(", ", terms)} LIMIT {query.MaxResults + 1} OFFSET {offset}"),
            Read,
            sql.Values);
        PagedList<LoggedModel> page = Paging.PageAt(found, query.MaxResults, offset);
        return page with { Items = [.. page.Items.Select(model => Complete(session, model))] };
    }

    private static LoggedModel Find(SqlSession session, string modelId) =>
        Complete(session, First(session, "l.model_id = @p0 AND l.lifecycle_stage = 'active'", modelId));

    /// <summary>Tags and parameters of a deleted model may be written, so that a job that still logs does not fail.</summary>
    private static LoggedModel FindOfAnyStage(SqlSession session, string modelId) => First(session, "l.model_id = @p0", modelId);

    private static LoggedModel First(SqlSession session, string condition, string modelId) =>
        session.List($"{Columns} WHERE {condition}", Read, modelId) is [LoggedModel found, ..] ? found : throw ModelRules.NoLoggedModel(modelId);

    private static LoggedModel Complete(SqlSession session, LoggedModel model)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal), tags = new(StringComparer.Ordinal);
        session.Query("SELECT param_key, param_value FROM logged_model_params WHERE model_id = @p0", row => parameters[row.GetString(0)] = row.GetString(1), model.ModelId);
        session.Query("SELECT tag_key, tag_value FROM logged_model_tags WHERE model_id = @p0", row => tags[row.GetString(0)] = row.GetString(1), model.ModelId);
        List<RunMetric> metrics = session.List(
            """
            SELECT run_id, metric_name, metric_value, metric_timestamp_ms, metric_step, dataset_name, dataset_digest FROM logged_model_metrics
            WHERE model_id = @p0 ORDER BY metric_name, metric_step, metric_timestamp_ms
            """,
            row => new RunMetric(
                row.GetString(0),
                new Metric(row.GetString(1), row.IsDBNull(2) ? double.NaN : row.GetDouble(2), row.GetInt64(3), row.GetInt64(4))
                {
                    Link = new MetricLink(model.ModelId, row.Text(5), row.Text(6)),
                }),
            model.ModelId);
        return model with { Params = parameters, Tags = tags, Metrics = metrics };
    }

    private static LoggedModel Read(DbDataReader row) => new()
    {
        ModelId = row.GetString(0),
        ExperimentId = row.GetInt64(1).ToString(CultureInfo.InvariantCulture),
        Name = row.GetString(2),
        ArtifactLocation = row.GetString(3),
        CreationTime = row.GetInt64(4),
        LastUpdateTime = row.GetInt64(5),
        Status = (LoggedModelStatus)row.GetInt32(6),
        StatusMessage = row.Text(7),
        ModelType = row.Text(8),
        SourceRunId = row.Text(9),
    };
}
