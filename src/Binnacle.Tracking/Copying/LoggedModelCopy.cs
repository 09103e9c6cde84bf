namespace Binnacle.Tracking;

/// <summary>Copies logged models with their points, and the links of runs to them.</summary>
internal sealed class LoggedModelCopy(ITrackingStore from, ITrackingStore to, bool copyArtifacts)
{
    public async Task CopyAllAsync(string experimentId, string targetId, CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            PagedList<LoggedModel> page = await from.LoggedModels.SearchLoggedModelsAsync(
                new LoggedModelQuery { ExperimentIds = [experimentId], MaxResults = 1000, PageToken = token }, cancellationToken);
            foreach (LoggedModel model in page.Items)
                await CopyAsync(model, targetId, cancellationToken);
            token = page.NextPageToken;
        }
        while (token is not null);
        await CopyLinksAsync(experimentId, cancellationToken);
    }

    private async Task CopyAsync(LoggedModel model, string targetId, CancellationToken cancellationToken)
    {
        LoggedModel target = await FindAsync(model.ModelId, cancellationToken) ?? await to.LoggedModels.CreateLoggedModelAsync(
            new LoggedModelCreation
            {
                ModelId = model.ModelId,
                ExperimentId = targetId,
                Name = model.Name,
                SourceRunId = model.SourceRunId,
                ModelType = model.ModelType,
                ArtifactLocation = copyArtifacts ? null : model.ArtifactLocation,
                Params = model.Params,
                Tags = model.Tags,
            },
            cancellationToken);
        HashSet<RunMetric> there = [.. target.Metrics];
        foreach (RunMetric point in model.Metrics.Where(point => !there.Contains(point)))
            await to.LogMetricAsync(point.RunId, point.Metric, cancellationToken);
        if (copyArtifacts)
            await StoreCopy.CopyFilesAsync(from.LoggedModels.OpenArtifacts(model), to.LoggedModels.OpenArtifacts(target), cancellationToken);
        await to.LoggedModels.FinalizeLoggedModelAsync(model.ModelId, model.Status, cancellationToken);
    }

    private async Task CopyLinksAsync(string experimentId, CancellationToken cancellationToken)
    {
        await foreach (Run run in new TrackingClient(from).FindRunsAsync(new RunQuery { ExperimentIds = [experimentId], View = ViewType.All }, cancellationToken))
        {
            if (run.ModelInputs.Count > 0)
                await to.LogModelInputsAsync(run.Info.RunId, run.ModelInputs, cancellationToken);
            if (run.ModelOutputs.Count > 0)
                await to.LogModelOutputsAsync(run.Info.RunId, run.ModelOutputs, cancellationToken);
        }
    }

    private async Task<LoggedModel?> FindAsync(string modelId, CancellationToken cancellationToken)
    {
        try
        {
            return await to.LoggedModels.GetLoggedModelAsync(modelId, cancellationToken);
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            return null;
        }
    }
}
