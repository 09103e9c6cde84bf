using System.Data.Common;
using System.Globalization;

namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    private const string ExperimentColumns = "SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time FROM experiments";

    /// <inheritdoc/>
    public Task<string> CreateExperimentAsync(
        string name, string? artifactLocation = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        try
        {
            NameRules.CheckExperimentName(name);
            if (artifactLocation is not null)
                NameRules.CheckArtifactLocation(artifactLocation);
            foreach ((string key, string value) in tags ?? new Dictionary<string, string>())
                SqlRules.CheckExperimentTag(new Tag(key, value));
        }
        catch (TrackingException error)
        {
            return Task.FromException<string>(error);
        }

        return _database.WriteAsync(session => CreateExperiment(session, name, artifactLocation, tags), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(session => FindExperiment(session, experimentId), cancellationToken);

    /// <inheritdoc/>
    public Task<Experiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(session => WithTags(session, session.List($"{ExperimentColumns} WHERE name = @p0", ReadExperiment, name)).FirstOrDefault(), cancellationToken);

    /// <inheritdoc/>
    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            NameRules.CheckExperimentName(newName);
            Experiment experiment = FindExperiment(session, experimentId);
            if (experiment.LifecycleStage != LifecycleStage.Active)
                throw TrackingException.Invalid("Cannot rename a non-active experiment.");
            if (experiment.Name == newName)
                return;
            CheckNameIsFree(session, newName);
            session.Execute("UPDATE experiments SET name = @p0, last_update_time = @p1 WHERE experiment_id = @p2", newName, Now, NumberOf(experimentId));
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => ChangeExperimentStage(session, experimentId, LifecycleStage.Deleted), cancellationToken);

    /// <inheritdoc/>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => ChangeExperimentStage(session, experimentId, LifecycleStage.Active), cancellationToken);

    /// <inheritdoc/>
    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            SqlRules.CheckExperimentTag(tag);
            FindActiveExperiment(session, experimentId);
            WriteExperimentTag(session, NumberOf(experimentId), tag);
            TouchExperiment(session, experimentId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            FindActiveExperiment(session, experimentId);
            if (session.Execute("DELETE FROM experiment_tags WHERE experiment_id = @p0 AND \"key\" = @p1", NumberOf(experimentId), key) == 0)
                throw TrackingException.Missing($"No tag with name: {key} in experiment with id {experimentId}");
            TouchExperiment(session, experimentId);
        },
        cancellationToken);

    private string CreateExperiment(SqlSession session, string name, string? artifactLocation, IReadOnlyDictionary<string, string>? tags)
    {
        CheckNameIsFree(session, name);
        long id = Convert.ToInt64(
            session.Single(
                """
                INSERT INTO experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time)
                VALUES (@p0, @p1, 'active', @p2, @p2) RETURNING experiment_id
                """,
                name,
                string.IsNullOrEmpty(artifactLocation) ? "" : FileUri.Located(artifactLocation),
                Now),
            CultureInfo.InvariantCulture);
        string text = id.ToString(CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(artifactLocation))
            session.Execute("UPDATE experiments SET artifact_location = @p0 WHERE experiment_id = @p1", FileUri.Append(FileUri.Located(_options.ArtifactRoot), text), id);
        foreach ((string key, string value) in tags ?? new Dictionary<string, string>())
            WriteExperimentTag(session, id, new Tag(key, value));
        return text;
    }

    private static void CheckNameIsFree(SqlSession session, string name)
    {
        if (session.Single("SELECT lifecycle_stage FROM experiments WHERE name = @p0", name) is not { } stage)
            return;
        string advice = stage is "deleted" ? "there is a deleted experiment of that name; restore it, or erase it to use the name again" : "the name is taken";
        throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"Experiment(name={name}) already exists. Error: {advice}.");
    }

    private void ChangeExperimentStage(SqlSession session, string experimentId, LifecycleStage stage)
    {
        bool delete = stage == LifecycleStage.Deleted;
        Experiment experiment = FindExperiment(session, experimentId);
        if (experiment.LifecycleStage == stage)
            throw NoExperiment(experimentId);
        long id = NumberOf(experimentId), now = Now;
        session.Execute("UPDATE experiments SET lifecycle_stage = @p0, last_update_time = @p1 WHERE experiment_id = @p2", stage.ToName(), now, id);
        if (delete)
            session.Execute("UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = @p0 WHERE experiment_id = @p1", now, id);
        else
            session.Execute("UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = @p0", id);
    }

    private static void WriteExperimentTag(SqlSession session, long experimentId, Tag tag) => session.Execute(
        """
        INSERT INTO experiment_tags ("key", value, experiment_id) VALUES (@p0, @p1, @p2)
        ON CONFLICT ("key", experiment_id) DO UPDATE SET value = excluded.value
        """,
        tag.Key,
        tag.Value,
        experimentId);

    private void TouchExperiment(SqlSession session, string experimentId) =>
        session.Execute("UPDATE experiments SET last_update_time = @p0 WHERE experiment_id = @p1", Now, NumberOf(experimentId));

    private static Experiment FindActiveExperiment(SqlSession session, string experimentId)
    {
        Experiment experiment = FindExperiment(session, experimentId);
        return experiment.LifecycleStage == LifecycleStage.Active
            ? experiment
            : throw TrackingException.Invalid($"The experiment {experimentId} must be in the 'active' state. Current state is deleted.");
    }

    private static Experiment FindExperiment(SqlSession session, string experimentId) =>
        WithTags(session, session.List($"{ExperimentColumns} WHERE experiment_id = @p0", ReadExperiment, NumberOf(experimentId))).FirstOrDefault()
            ?? throw NoExperiment(experimentId);

    private static TrackingException NoExperiment(string experimentId) => TrackingException.Missing($"No Experiment with id={experimentId} exists");

    /// <exception cref="TrackingException">The id is no number.</exception>
    internal static long NumberOf(string experimentId) =>
        TryNumber(experimentId) ?? throw TrackingException.Invalid($"Invalid experiment ID '{experimentId}'. Experiment ID must be a valid integer.");

    private static long? TryNumber(string experimentId) =>
        int.TryParse(experimentId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id) ? id : long.TryParse(experimentId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? -1 : null;

    private static Experiment ReadExperiment(DbDataReader row) => new()
    {
        ExperimentId = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        Name = row.GetString(1),
        ArtifactLocation = row.Text(2) ?? "",
        LifecycleStage = LifecycleStageNames.Parse(row.Text(3)) ?? LifecycleStage.Active,
        CreationTime = row.Number(4),
        LastUpdateTime = row.Number(5),
    };

    private static List<Experiment> WithTags(SqlSession session, List<Experiment> experiments)
    {
        if (experiments.Count == 0)
            return experiments;
        Dictionary<long, Dictionary<string, string>> tags = [];
        string condition = SqlDialect.InNumbers("experiment_id", [.. experiments.Select(experiment => NumberOf(experiment.ExperimentId))]);
        session.Query(
            $"SELECT experiment_id, \"key\", value FROM experiment_tags WHERE {condition}",
            row =>
            {
                if (!tags.TryGetValue(row.GetInt64(0), out Dictionary<string, string>? map))
                    tags.Add(row.GetInt64(0), map = new Dictionary<string, string>(StringComparer.Ordinal));
                map[row.GetString(1)] = row.Text(2) ?? "";
            });
        return experiments.ConvertAll(experiment =>
            tags.TryGetValue(NumberOf(experiment.ExperimentId), out Dictionary<string, string>? map) ? experiment with { Tags = map } : experiment);
    }
}
