using System.Data.Common;
using System.Globalization;

namespace Binnacle.Tracking.Sql;

internal sealed partial class SqlModelRegistry
{
    private const string VersionColumns = "SELECT v.name, v.version, v.creation_time, v.last_updated_time, v.description, v.user_id, v.current_stage, "
        + "v.source, v.storage_location, v.run_id, v.run_link, v.status, v.status_message FROM model_versions v";

    private const string NotDeleted = $"v.current_stage <> '{ModelStages.Deleted}'";

    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<string>? stages = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ModelVersion>>(
            session =>
            {
                CheckRegistered(session, name);
                string[] wanted = [.. (stages ?? []).Select(ModelStages.Parse)];
                return LatestVersions(session, name, wanted).ConvertAll(version => WithAliases(session, version));
            },
            cancellationToken);

    public Task<ModelVersion> CreateModelVersionAsync(ModelVersionCreation creation, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            CheckRegistered(session, creation.Name);
            foreach ((string key, string value) in creation.Tags)
                ModelRules.CheckVersionTag(new Tag(key, value));
            long now = Now;
            int number = Convert.ToInt32(
                session.Single($"SELECT COALESCE(MAX(version), 0) + 1 FROM model_versions WHERE name = @p0{Workspace()}", creation.Name), CultureInfo.InvariantCulture);
            session.Execute(
                """
                INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, current_stage, source, run_id, status, run_link, storage_location)
                VALUES (@p0, @p1, @p2, @p2, @p3, 'None', @p4, @p5, 'READY', @p6, @p7)
                """,
                creation.Name,
                number,
                now,
                creation.Description,
                creation.Source,
                creation.RunId,
                creation.RunLink,
                creation.StorageLocation ?? creation.Source);
            foreach ((string key, string value) in creation.Tags)
                WriteVersionTag(session, creation.Name, number, new Tag(key, value));
            Touch(session, creation.Name, now);
            return FindVersion(session, creation.Name, number);
        },
        cancellationToken);

    public Task<ModelVersion> GetModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindVersion(session, name, version), cancellationToken);

    public Task<ModelVersion> UpdateModelVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            FindVersion(session, name, version);
            session.Execute(
                $"UPDATE model_versions SET description = @p0, last_updated_time = @p1 WHERE name = @p2 AND version = @p3{Workspace()}", description, Now, name, version);
            return FindVersion(session, name, version);
        },
        cancellationToken);

    public Task<ModelVersion> TransitionModelVersionStageAsync(
        string name, int version, string stage, bool archiveExisting = false, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            string official = ModelStages.Parse(stage);
            ModelRules.CheckArchiving(official, archiveExisting);
            FindVersion(session, name, version);
            long now = Now;
            if (archiveExisting)
            {
                session.Execute(
                    $"UPDATE model_versions SET current_stage = 'Archived', last_updated_time = @p0 WHERE name = @p1 AND version <> @p2 AND current_stage = @p3{Workspace()}",
                    now,
                    name,
                    version,
                    official);
            }

            session.Execute(
                $"UPDATE model_versions SET current_stage = @p0, last_updated_time = @p1 WHERE name = @p2 AND version = @p3{Workspace()}", official, now, name, version);
            Touch(session, name, now);
            return FindVersion(session, name, version);
        },
        cancellationToken);

    public Task DeleteModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            FindVersion(session, name, version);
            long now = Now;
            session.Execute($"DELETE FROM registered_model_aliases WHERE name = @p0 AND version = @p1{Workspace()}", name, version);
            // The row stays, without what it said, so that its number is not given again.
            session.Execute(
                $"""
                UPDATE model_versions SET current_stage = '{ModelStages.Deleted}', last_updated_time = @p0, description = NULL, user_id = NULL, status_message = NULL,
                source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK' WHERE name = @p1 AND version = @p2{Workspace()}
                """,
                now,
                name,
                version);
            Touch(session, name, now);
        },
        cancellationToken);

    public Task<PagedList<ModelVersion>> SearchModelVersionsAsync(ModelQuery query, CancellationToken cancellationToken = default) => database.ReadLongAsync(
        session =>
        {
            ModelRules.CheckPage(query.MaxResults, ModelRules.MostVersions);
            FilterNode filter = PromptFilter.Apply(FilterParser.Parse(query.Filter, ModelFilterSchema.Versions, query.Dialect));
            OrderClause[] order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, ModelFilterSchema.Versions))];
            VersionQuerySql sql = new(session.Dialect);
            string where = sql.Condition(filter);
            IEnumerable<string> terms = order.Length == 0 ? ["v.last_updated_time DESC"] : order.SelectMany(sql.Order);
            int offset = Paging.StartOf(query.PageToken);
            List<ModelVersion> found = session.List(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    {VersionColumns}{sql.Joins} WHERE {where} AND {NotDeleted}{Workspace("v")}
                    ORDER BY {string.Join(", ", [.. terms, session.Dialect.Ordered("v.name"), "v.version DESC"])} LIMIT {query.MaxResults + 1} OFFSET {offset}
                    """),
                ReadVersion,
                sql.Values);
            PagedList<ModelVersion> page = Paging.PageAt(found, query.MaxResults, offset);
            return page with { Items = [.. page.Items.Select(version => WithTags(session, version))] };
        },
        cancellationToken);

    public Task SetModelVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            ModelRules.CheckVersionTag(tag);
            FindVersion(session, name, version);
            WriteVersionTag(session, name, version, tag);
        },
        cancellationToken);

    public Task DeleteModelVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            FindVersion(session, name, version);
            session.Execute($"DELETE FROM model_version_tags WHERE name = @p0 AND version = @p1 AND \"key\" = @p2{Workspace()}", name, version, key);
        },
        cancellationToken);

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            ModelRules.CheckAlias(alias);
            FindVersion(session, name, version);
            if (session.Execute($"UPDATE registered_model_aliases SET version = @p0 WHERE name = @p1 AND alias = @p2{Workspace()}", version, name, alias) == 0)
                session.Execute("INSERT INTO registered_model_aliases (alias, version, name) VALUES (@p0, @p1, @p2)", alias, version, name);
        },
        cancellationToken);

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            CheckRegistered(session, name);
            session.Execute($"DELETE FROM registered_model_aliases WHERE name = @p0 AND alias = @p1{Workspace()}", name, alias);
        },
        cancellationToken);

    public Task<ModelVersion> GetModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            CheckRegistered(session, name);
            return Aliases(session, name).TryGetValue(alias, out int version) ? FindVersion(session, name, version) : throw ModelRules.NoAlias(alias);
        },
        cancellationToken);

    private List<ModelVersion> LatestVersions(SqlSession session, string name, IReadOnlyCollection<string> stages)
    {
        List<ModelVersion> versions = session.List(
            $"""
            {VersionColumns} WHERE v.name = @p0{Workspace("v")} AND {NotDeleted} AND v.version = (SELECT MAX(o.version) FROM model_versions o
            WHERE o.name = v.name AND o.current_stage = v.current_stage{Workspace("o")}) ORDER BY v.version
            """,
            ReadVersion,
            name);
        return [.. versions.Where(version => stages.Count == 0 || stages.Contains(version.CurrentStage)).Select(version => WithTags(session, version))];
    }

    private ModelVersion FindVersion(SqlSession session, string name, int version)
    {
        ModelRules.CheckName(name);
        List<ModelVersion> found = session.List($"{VersionColumns} WHERE v.name = @p0 AND v.version = @p1 AND {NotDeleted}{Workspace("v")}", ReadVersion, name, version);
        return found.Count > 0 ? WithAliases(session, WithTags(session, found[0])) : throw ModelRules.NoVersion(name, version);
    }

    private ModelVersion WithTags(SqlSession session, ModelVersion version) => version with
    {
        Tags = Map(session, $"SELECT \"key\", value FROM model_version_tags WHERE name = @p0 AND version = @p1{Workspace()}", version.Name, version.Version),
    };

    private ModelVersion WithAliases(SqlSession session, ModelVersion version) => version with
    {
        Aliases = [.. Aliases(session, version.Name).Where(alias => alias.Value == version.Version).Select(alias => alias.Key)],
    };

    private void WriteVersionTag(SqlSession session, string name, int version, Tag tag)
    {
        if (session.Execute(
            $"UPDATE model_version_tags SET value = @p0 WHERE name = @p1 AND version = @p2 AND \"key\" = @p3{Workspace()}", tag.Value, name, version, tag.Key) == 0)
        {
            session.Execute("INSERT INTO model_version_tags (\"key\", value, name, version) VALUES (@p0, @p1, @p2, @p3)", tag.Key, tag.Value, name, version);
        }
    }

    private static ModelVersion ReadVersion(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        Version = row.GetInt32(1),
        CreationTime = row.Number(2),
        LastUpdateTime = row.Number(3),
        Description = row.Text(4),
        UserId = row.Text(5),
        CurrentStage = row.Text(6) ?? ModelStages.None,
        Source = row.Text(7),
        StorageLocation = row.Text(8),
        RunId = row.Text(9),
        RunLink = row.Text(10),
        Status = row.Text(11) ?? "READY",
        StatusMessage = row.Text(12),
    };
}
