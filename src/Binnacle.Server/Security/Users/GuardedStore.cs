using Binnacle.Tracking;

namespace Binnacle.Server.Security.Users;

/// <summary>
/// A store as one user may use it. Everything that reads or writes runs goes through here, the API's calls and the pages
/// alike, so that no call can forget to ask.
/// </summary>
internal sealed class GuardedStore(ITrackingStore store, RunPlaces places, Func<ValueTask<Access>> access) : ITrackingStore
{
    public string Uri => store.Uri;

    public IModelRegistryStore ModelRegistry => new GuardedRegistry(store.ModelRegistry, access);

    public ILoggedModelStore LoggedModels => new GuardedLoggedModels(store.LoggedModels, access);

    public async Task<string> CreateExperimentAsync(
        string name, string? artifactLocation = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        if (user is { IsAdmin: false, User: null })
            throw Access.Denied();
        string id = await store.CreateExperimentAsync(name, artifactLocation, tags, cancellationToken);
        user.OwnExperiment(id);
        return id;
    }

    public async Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        await RequireAsync(experimentId, Permission.Read);
        return await store.GetExperimentAsync(experimentId, cancellationToken);
    }

    public async Task<Experiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        Experiment? experiment = await store.GetExperimentByNameAsync(name, cancellationToken);
        if (experiment is not null)
            await RequireAsync(experiment.ExperimentId, Permission.Read);
        return experiment;
    }

    public async Task<PagedList<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        PagedList<Experiment> page = await store.SearchExperimentsAsync(query, cancellationToken);
        return page with { Items = [.. page.Items.Where(item => user.OnExperiment(item.ExperimentId) >= Permission.Read)] };
    }

    public Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Edit, () => store.RenameExperimentAsync(experimentId, newName, cancellationToken));

    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Manage, () => store.DeleteExperimentAsync(experimentId, cancellationToken));

    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Manage, () => store.RestoreExperimentAsync(experimentId, cancellationToken));

    public Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Edit, () => store.SetExperimentTagAsync(experimentId, tag, cancellationToken));

    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Edit, () => store.DeleteExperimentTagAsync(experimentId, key, cancellationToken));

    public async Task<Run> CreateRunAsync(RunCreation creation, CancellationToken cancellationToken = default)
    {
        await RequireAsync(creation.ExperimentId, Permission.Edit);
        return await store.CreateRunAsync(creation, cancellationToken);
    }

    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        Run run = await store.GetRunAsync(runId, cancellationToken);
        await RequireAsync(run.Info.ExperimentId, Permission.Read);
        return run;
    }

    public async Task<RunInfo> UpdateRunAsync(string runId, RunUpdate update, CancellationToken cancellationToken = default)
    {
        await RequireRunAsync(runId, Permission.Edit, cancellationToken);
        return await store.UpdateRunAsync(runId, update, cancellationToken);
    }

    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Manage, () => store.DeleteRunAsync(runId, cancellationToken), cancellationToken);

    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Manage, () => store.RestoreRunAsync(runId, cancellationToken), cancellationToken);

    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogMetricAsync(runId, metric, cancellationToken), cancellationToken);

    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogParamAsync(runId, param, cancellationToken), cancellationToken);

    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.SetTagAsync(runId, tag, cancellationToken), cancellationToken);

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.DeleteTagAsync(runId, key, cancellationToken), cancellationToken);

    public Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogBatchAsync(runId, batch, cancellationToken), cancellationToken);

    public Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogInputsAsync(runId, inputs, cancellationToken), cancellationToken);

    public Task LogModelInputsAsync(string runId, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogModelInputsAsync(runId, modelIds, cancellationToken), cancellationToken);

    public Task LogModelOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Edit, () => store.LogModelOutputsAsync(runId, outputs, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        await store.SearchDatasetsAsync(await ReadableAsync(experimentIds), cancellationToken);

    public async Task<bool> HoldsTracesAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) =>
        await store.HoldsTracesAsync(await ReadableAsync(experimentIds), cancellationToken);

    public async Task<PagedList<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        await RequireRunAsync(runId, Permission.Read, cancellationToken);
        return await store.GetMetricHistoryAsync(runId, key, maxResults, pageToken, cancellationToken);
    }

    public async Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        await RequireRunsAsync(runIds, cancellationToken);
        return await store.GetMetricHistoriesAsync(runIds, key, maxResults, cancellationToken);
    }

    public async Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep = null, long? endStep = null, CancellationToken cancellationToken = default)
    {
        await RequireRunsAsync(runIds, cancellationToken);
        return await store.SampleMetricHistoriesAsync(runIds, key, maxSteps, startStep, endStep, cancellationToken);
    }

    public async Task<PagedList<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        await store.SearchRunsAsync(query with { ExperimentIds = await ReadableAsync(query.ExperimentIds) }, cancellationToken);

    public async Task<IReadOnlyList<string>> ListRunIdsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        await store.ListRunIdsAsync(query with { ExperimentIds = await ReadableAsync(query.ExperimentIds) }, cancellationToken);

    public async Task<IReadOnlyList<Run>> GetRunsAsync(IReadOnlyList<string> runIds, RunParts? parts = null, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        IReadOnlyList<Run> runs = await store.GetRunsAsync(runIds, parts, cancellationToken);
        return [.. runs.Where(run => user.OnExperiment(run.Info.ExperimentId) >= Permission.Read)];
    }

    public async Task<RunKeys> ListRunKeysAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        await RequireAsync(experimentId, Permission.Read);
        return await store.ListRunKeysAsync(experimentId, cancellationToken);
    }

    public async Task<IReadOnlyList<MetricSummary>> SummarizeMetricsAsync(
        IReadOnlyList<string> runIds, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        await RequireRunsAsync(runIds, cancellationToken);
        return await store.SummarizeMetricsAsync(runIds, keys, cancellationToken);
    }

    public Task<string?> GetChangeStampAsync(CancellationToken cancellationToken = default) => store.GetChangeStampAsync(cancellationToken);

    public async Task<int> TrimMetricsAsync(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken = default)
    {
        await RequireRunAsync(runId, Permission.Edit, cancellationToken);
        return await store.TrimMetricsAsync(runId, keys, lastStep, cancellationToken);
    }

    public Task EraseRunAsync(string runId, CancellationToken cancellationToken = default) =>
        OnRunAsync(runId, Permission.Manage, () => store.EraseRunAsync(runId, cancellationToken), cancellationToken);

    public Task EraseExperimentAsync(string experimentId, CancellationToken cancellationToken = default) =>
        OnExperimentAsync(experimentId, Permission.Manage, () => store.EraseExperimentAsync(experimentId, cancellationToken));

    public IArtifactStore OpenArtifacts(RunInfo run) => store.OpenArtifacts(run);

    private async Task RequireAsync(string experimentId, Permission needed) => (await access()).RequireExperiment(experimentId, needed);

    private async Task RequireRunAsync(string runId, Permission needed, CancellationToken cancellationToken) =>
        await RequireAsync(await places.ExperimentOfAsync(store, runId, cancellationToken), needed);

    private async Task RequireRunsAsync(IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        foreach (string runId in runIds)
            await RequireRunAsync(runId, Permission.Read, cancellationToken);
    }

    private async Task OnExperimentAsync(string experimentId, Permission needed, Func<Task> change)
    {
        await RequireAsync(experimentId, needed);
        await change();
    }

    private async Task OnRunAsync(string runId, Permission needed, Func<Task> change, CancellationToken cancellationToken)
    {
        await RequireRunAsync(runId, needed, cancellationToken);
        await change();
    }

    private async Task<IReadOnlyList<string>> ReadableAsync(IReadOnlyList<string> experimentIds)
    {
        Access user = await access();
        return [.. experimentIds.Where(id => user.OnExperiment(id) >= Permission.Read)];
    }
}
