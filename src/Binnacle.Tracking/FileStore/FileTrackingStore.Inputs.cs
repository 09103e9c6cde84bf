namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    private const int MaxDatasets = 1000;

    /// <inheritdoc/>
    public Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            foreach (DatasetInput input in inputs)
                NameRules.CheckDataset(input);
            DatasetFolder folder = new(FindActiveRun(runId));
            foreach (DatasetInput input in inputs)
                folder.Add(input);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogModelInputsAsync(string runId, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            ModelLinkFolder folder = new(FindActiveRun(runId));
            foreach (string modelId in modelIds)
                folder.AddInput(modelId);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task LogModelOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            ModelLinkFolder folder = new(FindActiveRun(runId));
            foreach (ModelOutput output in outputs)
                folder.AddOutput(output);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            IEnumerable<Run> runs = experimentIds.Distinct(StringComparer.Ordinal).SelectMany(RunsOf).Select(folder => TryRead(folder, Warner())).OfType<Run>();
            IEnumerable<DatasetSummary> summaries = runs.SelectMany(run => run.Datasets, (run, input) => new DatasetSummary(
                run.Info.ExperimentId, input.Dataset.Name, input.Dataset.Digest, input.Tags.GetValueOrDefault(ReservedTags.DatasetContext)));
            return (IReadOnlyList<DatasetSummary>)[.. summaries.Distinct().Take(MaxDatasets)];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HoldsTracesAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => Run(
        () => experimentIds.Where(id => NameRules.IsId(id, 64)).Select(TryFindExperiment).OfType<ExperimentFolder>().Any(folder => folder.HasTraces),
        cancellationToken);
}
