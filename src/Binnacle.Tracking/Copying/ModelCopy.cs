namespace Binnacle.Tracking;

/// <summary>Copies registered models with versions, tags and aliases. A model that is there already gets the versions after its last.</summary>
internal sealed class ModelCopy(IModelRegistryStore from, IModelRegistryStore to, IProgress<string>? progress)
{
    private const int PageSize = 1000;

    public async Task CopyAllAsync(CancellationToken cancellationToken)
    {
        await foreach (RegisteredModel model in PagedSearch.AllAsync(
            (token, stop) => from.SearchRegisteredModelsAsync(new ModelQuery { MaxResults = PageSize, PageToken = token }, stop), cancellationToken: cancellationToken))
        {
            await CopyAsync(model, cancellationToken);
        }
    }

    private async Task CopyAsync(RegisteredModel model, CancellationToken cancellationToken)
    {
        RegisteredModel target = await FindAsync(model.Name, cancellationToken)
            ?? await to.CreateRegisteredModelAsync(model.Name, model.Description, model.Tags, cancellationToken);
        int last = target.LatestVersions.Select(version => version.Version).DefaultIfEmpty().Max();
        foreach (ModelVersion version in (await VersionsAsync(model.Name, cancellationToken)).Where(version => version.Version > last))
            await CopyVersionAsync(version, cancellationToken);
        foreach ((string alias, int version) in model.Aliases)
            await to.SetAliasAsync(model.Name, alias, version, cancellationToken);
        progress?.Report($"model '{model.Name}'");
    }

    /// <summary>Versions keep their numbers: the gaps that deleted ones left are made and deleted again.</summary>
    private async Task CopyVersionAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        ModelVersionCreation creation = new()
        {
            Name = version.Name,
            Source = version.Source ?? "",
            RunId = version.RunId,
            RunLink = version.RunLink,
            Description = version.Description,
            Tags = version.Tags,
        };
        List<int> gaps = [];
        int made = (await to.CreateModelVersionAsync(creation, cancellationToken)).Version;
        for (; made < version.Version; made = (await to.CreateModelVersionAsync(creation, cancellationToken)).Version)
            gaps.Add(made);
        foreach (int gap in gaps)
            await to.DeleteModelVersionAsync(version.Name, gap, cancellationToken);
        if (version.CurrentStage != ModelStages.None)
            await to.TransitionModelVersionStageAsync(version.Name, made, version.CurrentStage, cancellationToken: cancellationToken);
    }

    private ValueTask<List<ModelVersion>> VersionsAsync(string name, CancellationToken cancellationToken) => PagedSearch.AllAsync(
        (token, stop) => from.SearchModelVersionsAsync(new ModelQuery { OrderBy = ["version_number ASC"], MaxResults = PageSize, PageToken = token }, stop), cancellationToken: cancellationToken)
        .Where(version => version.Name == name).ToListAsync(cancellationToken);

    private async Task<RegisteredModel?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await to.GetRegisteredModelAsync(name, cancellationToken);
        }
        catch (TrackingException missing) when (missing.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            return null;
        }
    }
}
