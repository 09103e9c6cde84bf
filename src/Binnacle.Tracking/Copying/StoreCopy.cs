namespace Binnacle.Tracking;

/// <summary>Copies what one store holds into another: folders into a database and back, what was tracked without network onto a server.</summary>
/// <remarks>
/// Runs keep their ids, so that copying again adds only what is new. A server makes ids of its own: there the tag
/// <see cref="ReservedTags.CopiedFrom"/> holds the old one. Experiments and registered models are matched by name. By
/// default artifacts stay where they are and keep their addresses; with <see cref="CopyArtifacts"/> they are copied along.
/// Times of creation of experiments and models are those of the copy.
/// </remarks>
/// <param name="from">The store to read.</param>
/// <param name="to">The store to write.</param>
public sealed class StoreCopy(ITrackingStore from, ITrackingStore to)
{
    private const int PageSize = 1000;
    private readonly CopiedIds _ids = new();

    /// <summary>Copy the artifacts into the other store's places. Default: false, they stay and keep their addresses.</summary>
    public bool CopyArtifacts { get; init; }

    /// <summary>Told of each experiment, run and model that was copied. Default: nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Copies everything: experiments, runs, logged models where both stores keep them, registered models.</summary>
    /// <exception cref="TrackingException">A store cannot be read or written, or the other store has a parameter of another value.</exception>
    public async Task CopyAllAsync(CancellationToken cancellationToken = default)
    {
        await foreach (Experiment experiment in ExperimentsAsync(cancellationToken))
            await CopyExperimentAsync(experiment, cancellationToken);
        await new ModelCopy(from.ModelRegistry, to.ModelRegistry, Progress).CopyAllAsync(cancellationToken);
    }

    /// <summary>Copies one experiment with its runs; returns its id in the other store.</summary>
    public async Task<string> CopyExperimentAsync(Experiment experiment, CancellationToken cancellationToken = default)
    {
        string id = await TargetOfAsync(experiment, cancellationToken);
        List<Run> runs = [];
        await foreach (Run run in new TrackingClient(from).FindRunsAsync(
            new RunQuery { ExperimentIds = [experiment.ExperimentId], View = ViewType.All, OrderBy = ["start_time ASC"], MaxResults = PageSize }, cancellationToken))
        {
            runs.Add(run);
            await CopyRunAsync(run, id, cancellationToken);
        }

        await CopyLoggedModelsAsync(experiment.ExperimentId, id, cancellationToken);
        foreach (Run run in runs)
            await EndAsync(run, cancellationToken);
        if (experiment.LifecycleStage == LifecycleStage.Deleted && (await to.GetExperimentAsync(id, cancellationToken)).LifecycleStage == LifecycleStage.Active)
            await to.DeleteExperimentAsync(id, cancellationToken);
        Progress?.Report($"experiment '{experiment.Name}': {runs.Count} runs");
        return id;
    }

    /// <summary>Copies one run, into the experiment of the same name.</summary>
    /// <returns>The run's id in the other store.</returns>
    public async Task<string> CopyRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        Run run = await from.GetRunAsync(runId, cancellationToken);
        Experiment experiment = await from.GetExperimentAsync(run.Info.ExperimentId, cancellationToken);
        await CopyRunAsync(run, await TargetOfAsync(experiment, cancellationToken), cancellationToken);
        await EndAsync(run, cancellationToken);
        return _ids.RunOf(runId);
    }

    private IAsyncEnumerable<Experiment> ExperimentsAsync(CancellationToken cancellationToken) => PagedSearch.AllAsync(
        (token, stop) => from.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All, OrderBy = ["creation_time ASC"], MaxResults = PageSize, PageToken = token }, stop),
        cancellationToken: cancellationToken);

    private async Task<string> TargetOfAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        if (await to.GetExperimentByNameAsync(experiment.Name, cancellationToken) is not { } known)
            return await to.CreateExperimentAsync(experiment.Name, CopyArtifacts ? null : experiment.ArtifactLocation, experiment.Tags, cancellationToken);
        if (known.LifecycleStage == LifecycleStage.Deleted)
            await to.RestoreExperimentAsync(known.ExperimentId, cancellationToken);
        foreach ((string key, string value) in experiment.Tags)
        {
            if (known.Tags.GetValueOrDefault(key) != value)
                await to.SetExperimentTagAsync(known.ExperimentId, new Tag(key, value), cancellationToken);
        }

        return known.ExperimentId;
    }

    private async Task CopyRunAsync(Run run, string experimentId, CancellationToken cancellationToken)
    {
        Run target = await FindAsync(run.Info.RunId, experimentId, cancellationToken) ?? await CreateAsync(run, experimentId, cancellationToken);
        _ids.AddRun(run.Info.RunId, target.Info.RunId);
        if (target.Info.LifecycleStage == LifecycleStage.Deleted)
            await to.RestoreRunAsync(target.Info.RunId, cancellationToken);
        await new RunCopy(from, to).CopyAsync(run, target, cancellationToken);
        if (CopyArtifacts)
            await CopyFilesAsync(from.OpenArtifacts(run.Info), to.OpenArtifacts(target.Info), cancellationToken);
        Progress?.Report($"run '{run.Info.RunName}' ({run.Info.RunId})");
    }

    private async Task<Run> CreateAsync(Run run, string experimentId, CancellationToken cancellationToken)
    {
        RunCreation creation = new()
        {
            RunId = run.Info.RunId,
            ExperimentId = experimentId,
            RunName = run.Info.RunName,
            UserId = run.Info.UserId,
            StartTime = run.Info.StartTime,
            ArtifactUri = CopyArtifacts ? null : run.Info.ArtifactUri,
        };
        // Tagged at its creation, so that a copy that is broken off finds it again.
        return to is RestTrackingStore
            ? await to.CreateRunAsync(creation with { Tags = new Dictionary<string, string> { [ReservedTags.CopiedFrom] = run.Info.RunId } }, cancellationToken)
            : await to.CreateRunAsync(creation, cancellationToken);
    }

    private async Task<Run?> FindAsync(string runId, string experimentId, CancellationToken cancellationToken)
    {
        try
        {
            return await to.GetRunAsync(runId, cancellationToken);
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            if (to is not RestTrackingStore)
                return null;
        }

        RunQuery query = new() { ExperimentIds = [experimentId], View = ViewType.All, MaxResults = 1, Filter = $"tags.`{ReservedTags.CopiedFrom}` = '{runId}'" };
        return (await to.SearchRunsAsync(query, cancellationToken)).Items is [var found, ..] ? found : null;
    }

    private async Task EndAsync(Run run, CancellationToken cancellationToken)
    {
        await to.UpdateRunAsync(_ids.RunOf(run.Info.RunId), new RunUpdate { Status = run.Info.Status, EndTime = run.Info.EndTime, ClearEndTime = run.Info.EndTime is null }, cancellationToken);
        if (run.Info.LifecycleStage == LifecycleStage.Deleted)
            await to.DeleteRunAsync(_ids.RunOf(run.Info.RunId), cancellationToken);
    }

    private async Task CopyLoggedModelsAsync(string experimentId, string targetId, CancellationToken cancellationToken)
    {
        try
        {
            await new LoggedModelCopy(from, to, CopyArtifacts, _ids).CopyAllAsync(experimentId, targetId, cancellationToken);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.NotImplemented)
        {
            Progress?.Report($"logged models are left out: {error.Message}");
        }
    }

    internal static async Task CopyFilesAsync(IArtifactStore source, IArtifactStore target, CancellationToken cancellationToken)
    {
        foreach (ArtifactInfo file in await source.ListFilesAsync(cancellationToken: cancellationToken))
        {
            await using Stream content = await source.OpenReadAsync(file.Path, cancellationToken);
            await target.WriteAsync(file.Path, content, cancellationToken);
        }
    }
}
