namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    private const int MaxDatasets = 1000;

    /// <inheritdoc/>
    public Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            foreach (DatasetInput input in inputs)
                NameRules.CheckDataset(input);
            RunInfo run = FindActiveRun(session, runId);
            foreach (DatasetInput input in inputs)
                WriteInput(session, run, input);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogModelInputsAsync(string runId, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            CheckModels();
            FindActiveRun(session, runId);
            foreach (string modelId in modelIds)
                WriteModelLink(session, "RUN_INPUT", runId, "MODEL_INPUT", modelId, 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogModelOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            CheckModels();
            FindActiveRun(session, runId);
            foreach (ModelOutput output in outputs)
                WriteModelLink(session, "RUN_OUTPUT", runId, "MODEL_OUTPUT", output.ModelId, output.Step);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        long[] ids = [.. experimentIds.Select(TryNumber).OfType<long>().Distinct()];
        return _database.ReadLongAsync<IReadOnlyList<DatasetSummary>>(
            session => session.List(
                $"""
                SELECT DISTINCT d.experiment_id, d.name, d.digest, t.value FROM datasets d
                JOIN inputs i ON i.source_id = d.dataset_uuid AND i.source_type = 'DATASET'
                LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = '{ReservedTags.DatasetContext}'
                WHERE {SqlDialect.InNumbers("d.experiment_id", ids)} LIMIT {MaxDatasets}
                """,
                row => new DatasetSummary(
                    row.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture), row.GetString(1), row.GetString(2), row.Text(3))),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> HoldsTracesAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        long[] ids = [.. experimentIds.Select(TryNumber).OfType<long>().Distinct()];
        return _database.ReadAsync(
            session => session.List($"SELECT 1 FROM trace_info WHERE {SqlDialect.InNumbers("experiment_id", ids)} LIMIT 1", _ => true).Count > 0,
            cancellationToken);
    }

    private void CheckModels() => _head.CheckLoggedModels(_database);

    private static void WriteInput(SqlSession session, RunInfo run, DatasetInput input)
    {
        Dataset dataset = input.Dataset;
        long experimentId = NumberOf(run.ExperimentId);
        session.Execute(
            """
            INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source, dataset_schema, dataset_profile)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7) ON CONFLICT DO NOTHING
            """,
            NewId(),
            experimentId,
            dataset.Name,
            dataset.Digest,
            dataset.SourceType,
            dataset.Source,
            dataset.Schema,
            dataset.Profile);
        string datasetId = (string)session.Single(
            "SELECT dataset_uuid FROM datasets WHERE experiment_id = @p0 AND name = @p1 AND digest = @p2", experimentId, dataset.Name, dataset.Digest)!;
        string inputId = NewId();
        // The run has the data set already: its first tags stay.
        if (session.Execute(
            """
            INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id)
            VALUES (@p0, 'DATASET', @p1, 'RUN', @p2) ON CONFLICT DO NOTHING
            """,
            inputId,
            datasetId,
            run.RunId) == 0)
        {
            return;
        }

        foreach ((string key, string value) in input.Tags)
            session.Execute("INSERT INTO input_tags (input_uuid, name, value) VALUES (@p0, @p1, @p2)", inputId, key, value);
    }

    private static void WriteModelLink(SqlSession session, string sourceType, string sourceId, string destinationType, string destinationId, long step) =>
        session.Execute(
            """
            INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5) ON CONFLICT DO NOTHING
            """,
            NewId(),
            sourceType,
            sourceId,
            destinationType,
            destinationId,
            step);

    private static string NewId() => Guid.NewGuid().ToString("N");
}
