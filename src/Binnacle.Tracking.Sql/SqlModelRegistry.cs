using System.Data.Common;
using System.Globalization;

namespace Binnacle.Tracking.Sql;

/// <summary>The model registry in MLflow's tables.</summary>
/// <remarks>The tables of MLflow 3 know several workspaces; only the default one is used.</remarks>
internal sealed partial class SqlModelRegistry(Database database, SchemaHead head, TimeProvider time) : IModelRegistryStore
{
    private const string ModelColumns = "SELECT m.name, m.creation_time, m.last_updated_time, m.description FROM registered_models m";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            ModelRules.CheckName(name);
            if (IsRegistered(session, name))
                throw ModelRules.NameTaken(name);
            session.Execute("INSERT INTO registered_models (name, creation_time, last_updated_time, description) VALUES (@p0, @p1, @p1, @p2)", name, Now, description);
            foreach ((string key, string value) in tags ?? new Dictionary<string, string>())
                WriteModelTag(session, name, new Tag(key, value));
            return Find(session, name);
        },
        cancellationToken);

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            ModelRules.CheckName(name);
            return Find(session, name);
        },
        cancellationToken);

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            CheckRegistered(session, name);
            session.Execute($"UPDATE registered_models SET description = @p0, last_updated_time = @p1 WHERE name = @p2{Workspace()}", description, Now, name);
            return Find(session, name);
        },
        cancellationToken);

    public Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            ModelRules.CheckName(newName);
            CheckRegistered(session, name);
            if (newName != name && IsRegistered(session, newName))
                throw ModelRules.NameTaken(newName);
            // The tables' keys carry the new name on to versions, tags and aliases.
            session.Execute($"UPDATE registered_models SET name = @p0, last_updated_time = @p1 WHERE name = @p2{Workspace()}", newName, Now, name);
            session.Execute($"UPDATE model_versions SET last_updated_time = @p0 WHERE name = @p1{Workspace()}", Now, newName);
            return Find(session, newName);
        },
        cancellationToken);

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            CheckRegistered(session, name);
            foreach (string table in (ReadOnlySpan<string>)["registered_model_aliases", "model_version_tags", "model_versions", "registered_model_tags", "registered_models"])
                session.Execute($"DELETE FROM {table} WHERE name = @p0{Workspace()}", name);
        },
        cancellationToken);

    public Task<PagedList<RegisteredModel>> SearchRegisteredModelsAsync(ModelQuery query, CancellationToken cancellationToken = default) => database.ReadLongAsync(
        session =>
        {
            ModelRules.CheckPage(query.MaxResults, ModelRules.MostModels);
            FilterNode filter = PromptFilter.Apply(FilterParser.Parse(query.Filter, ModelFilterSchema.Models, query.Dialect));
            OrderClause[] order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, ModelFilterSchema.Models))];
            ModelQuerySql sql = new(session.Dialect);
            string where = sql.Condition(filter);
            IEnumerable<string> terms = order.SelectMany(sql.Order).Append(session.Dialect.Ordered("m.name"));
            int offset = Paging.StartOf(query.PageToken);
            List<RegisteredModel> found = session.List(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ModelColumns}{sql.Joins} WHERE {where}{Workspace("m")} ORDER BY {string.Join(", ", terms)} LIMIT {query.MaxResults + 1} OFFSET {offset}"),
                ReadModel,
                sql.Values);
            PagedList<RegisteredModel> page = Paging.PageAt(found, query.MaxResults, offset);
            return page with { Items = [.. page.Items.Select(model => Complete(session, model))] };
        },
        cancellationToken);

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            ModelRules.CheckName(name);
            ModelRules.CheckModelTag(tag);
            CheckRegistered(session, name);
            WriteModelTag(session, name, tag);
        },
        cancellationToken);

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) => database.WriteAsync(
        session =>
        {
            CheckRegistered(session, name);
            session.Execute($"DELETE FROM registered_model_tags WHERE name = @p0 AND \"key\" = @p1{Workspace()}", name, key);
        },
        cancellationToken);

    private RegisteredModel Find(SqlSession session, string name)
    {
        List<RegisteredModel> found = session.List($"{ModelColumns} WHERE m.name = @p0{Workspace("m")}", ReadModel, name);
        return found.Count > 0 ? Complete(session, found[0]) : throw ModelRules.NoModel(name);
    }

    private static RegisteredModel ReadModel(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        CreationTime = row.Number(1),
        LastUpdateTime = row.Number(2),
        Description = row.Text(3),
    };

    private RegisteredModel Complete(SqlSession session, RegisteredModel model) => model with
    {
        Tags = Map(session, $"SELECT \"key\", value FROM registered_model_tags WHERE name = @p0{Workspace()}", model.Name),
        Aliases = Aliases(session, model.Name),
        LatestVersions = LatestVersions(session, model.Name, []),
    };

    private Dictionary<string, int> Aliases(SqlSession session, string name)
    {
        Dictionary<string, int> aliases = new(StringComparer.Ordinal);
        session.Query(
            $"SELECT alias, version FROM registered_model_aliases WHERE name = @p0{Workspace()} ORDER BY alias",
            row => aliases[row.GetString(0)] = row.GetInt32(1),
            name);
        return aliases;
    }

    private static Dictionary<string, string> Map(SqlSession session, string sql, params ReadOnlySpan<object?> values)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        session.Query(sql, row => map[row.GetString(0)] = row.Text(1) ?? "", values);
        return map;
    }

    private void WriteModelTag(SqlSession session, string name, Tag tag)
    {
        ModelRules.CheckModelTag(tag);
        if (session.Execute($"UPDATE registered_model_tags SET value = @p0 WHERE name = @p1 AND \"key\" = @p2{Workspace()}", tag.Value, name, tag.Key) == 0)
            session.Execute("INSERT INTO registered_model_tags (\"key\", value, name) VALUES (@p0, @p1, @p2)", tag.Key, tag.Value, name);
    }

    private bool IsRegistered(SqlSession session, string name) =>
        session.Single($"SELECT 1 FROM registered_models WHERE name = @p0{Workspace()}", name) is not null;

    private void CheckRegistered(SqlSession session, string name)
    {
        ModelRules.CheckName(name);
        if (!IsRegistered(session, name))
            throw ModelRules.NoModel(name);
    }

    private void Touch(SqlSession session, string name, long now) =>
        session.Execute($"UPDATE registered_models SET last_updated_time = @p0 WHERE name = @p1{Workspace()}", now, name);

    private string Workspace(string? table = null) =>
        head.Version == SchemaVersion.MLflow3 ? $" AND {(table is null ? "" : table + ".")}workspace = 'default'" : "";
}
