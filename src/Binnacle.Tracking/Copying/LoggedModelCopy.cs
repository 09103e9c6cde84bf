namespace Binnacle.Tracking;

/// <summary>Copies logged models with their points, and the links of runs to them.</summary>
internal sealed class LoggedModelCopy(ITrackingStore from, ITrackingStore to, bool copyArtifacts, CopiedIds ids)
{
    public async Task CopyAllAsync(string experimentId, string targetId, CancellationToken cancellationToken)
    {
        await foreach (LoggedModel model in PagedSearch.AllAsync(
            (token, stop) => from.LoggedModels.SearchLoggedModelsAsync(new LoggedModelQuery { ExperimentIds = [experimentId], MaxResults = 1000, PageToken = token }, stop),
            cancellationToken: cancellationToken))
        {
            await CopyAsync(model, targetId, cancellationToken);
        }

        await CopyLinksAsync(experimentId, cancellationToken);
    }

    private async Task CopyAsync(LoggedModel model, string targetId, CancellationToken cancellationToken)
    {
        bool makesIds = to is RestTrackingStore;
        LoggedModel target = await FindAsync(model.ModelId, targetId, cancellationToken) ?? await to.LoggedModels.CreateLoggedModelAsync(
            new LoggedModelCreation
            {
                ModelId = model.ModelId,
                ExperimentId = targetId,
                Name = model.Name,
                SourceRunId = model.SourceRunId is { } source ? ids.RunOf(source) : null,
                ModelType = model.ModelType,
                ArtifactLocation = copyArtifacts ? null : model.ArtifactLocation,
                Params = model.Params,
                Tags = makesIds ? new Dictionary<string, string>(model.Tags) { [ReservedTags.CopiedFrom] = model.ModelId } : model.Tags,
            },
            cancellationToken);
        ids.AddModel(model.ModelId, target.ModelId);
        HashSet<RunMetric> there = [.. target.Metrics];
        foreach (RunMetric point in model.Metrics.Select(point => CopyOf(point, target.ModelId)).Where(point => !there.Contains(point)))
            await to.LogMetricAsync(point.RunId, point.Metric, cancellationToken);
        if (copyArtifacts)
            await StoreCopy.CopyFilesAsync(from.LoggedModels.OpenArtifacts(model), to.LoggedModels.OpenArtifacts(target), cancellationToken);
        await to.LoggedModels.FinalizeLoggedModelAsync(target.ModelId, model.Status, cancellationToken);
    }

    private async Task CopyLinksAsync(string experimentId, CancellationToken cancellationToken)
    {
        await foreach (Run run in new TrackingClient(from).FindRunsAsync(new RunQuery { ExperimentIds = [experimentId], View = ViewType.All }, cancellationToken))
        {
            if (run.ModelInputs.Count > 0)
                await to.LogModelInputsAsync(ids.RunOf(run.Info.RunId), [.. run.ModelInputs.Select(ids.ModelOf)], cancellationToken);
            if (run.ModelOutputs.Count > 0)
                await to.LogModelOutputsAsync(ids.RunOf(run.Info.RunId), [.. run.ModelOutputs.Select(output => output with { ModelId = ids.ModelOf(output.ModelId) })], cancellationToken);
        }
    }

    private RunMetric CopyOf(RunMetric point, string modelId) =>
        new(ids.RunOf(point.RunId), point.Metric with { Link = (point.Metric.Link ?? new MetricLink(null)) with { ModelId = modelId } });

    private async Task<LoggedModel?> FindAsync(string modelId, string experimentId, CancellationToken cancellationToken)
    {
        try
        {
            return await to.LoggedModels.GetLoggedModelAsync(modelId, cancellationToken);
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            if (to is not RestTrackingStore)
                return null;
        }

        LoggedModelQuery query = new() { ExperimentIds = [experimentId], MaxResults = 1, Filter = $"tags.`{ReservedTags.CopiedFrom}` = '{modelId}'" };
        return (await to.LoggedModels.SearchLoggedModelsAsync(query, cancellationToken)).Items is [var found, ..] ? found : null;
    }
}
