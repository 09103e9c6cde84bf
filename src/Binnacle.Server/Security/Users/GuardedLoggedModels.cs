using Binnacle.Tracking;

namespace Binnacle.Server.Security.Users;

/// <summary>Logged models as one user may use them: by the permissions on their experiments.</summary>
internal sealed class GuardedLoggedModels(ILoggedModelStore store, Func<ValueTask<Access>> access) : ILoggedModelStore
{
    public async Task<LoggedModel> CreateLoggedModelAsync(LoggedModelCreation creation, CancellationToken cancellationToken = default)
    {
        (await access()).RequireExperiment(creation.ExperimentId, Permission.Edit);
        return await store.CreateLoggedModelAsync(creation, cancellationToken);
    }

    public Task<LoggedModel> GetLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        NeedAsync(modelId, Permission.Read, cancellationToken);

    public async Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default)
    {
        await NeedAsync(modelId, Permission.Edit, cancellationToken);
        return await store.FinalizeLoggedModelAsync(modelId, status, cancellationToken);
    }

    public async Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken = default)
    {
        await NeedAsync(modelId, Permission.Manage, cancellationToken);
        await store.DeleteLoggedModelAsync(modelId, cancellationToken);
    }

    /// <summary>No call of the server asks for it.</summary>
    public Task EraseLoggedModelAsync(string modelId, CancellationToken cancellationToken = default) =>
        Task.FromException(new TrackingException(ErrorCodes.PermissionDenied, "Permission denied"));

    public async Task SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        await NeedAsync(modelId, Permission.Edit, cancellationToken);
        await store.SetLoggedModelTagsAsync(modelId, tags, cancellationToken);
    }

    public async Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default)
    {
        await NeedAsync(modelId, Permission.Edit, cancellationToken);
        await store.DeleteLoggedModelTagAsync(modelId, key, cancellationToken);
    }

    public async Task LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default)
    {
        await NeedAsync(modelId, Permission.Edit, cancellationToken);
        await store.LogLoggedModelParamsAsync(modelId, parameters, cancellationToken);
    }

    public async Task<PagedList<LoggedModel>> SearchLoggedModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        string[] readable = [.. query.ExperimentIds.Where(id => user.OnExperiment(id) >= Permission.Read)];
        return await store.SearchLoggedModelsAsync(query with { ExperimentIds = readable }, cancellationToken);
    }

    public IArtifactStore OpenArtifacts(LoggedModel model) => store.OpenArtifacts(model);

    private async Task<LoggedModel> NeedAsync(string modelId, Permission needed, CancellationToken cancellationToken)
    {
        LoggedModel model = await store.GetLoggedModelAsync(modelId, cancellationToken);
        (await access()).RequireExperiment(model.ExperimentId, needed);
        return model;
    }
}
