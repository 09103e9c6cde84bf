using Binnacle.Tracking;

namespace Binnacle.Server.Security.Users;

/// <summary>The model registry as one user may use it.</summary>
internal sealed class GuardedRegistry(IModelRegistryStore store, Func<ValueTask<Access>> access) : IModelRegistryStore
{
    public async Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        if (user is { IsAdmin: false, User: null })
            throw Access.Denied();
        RegisteredModel model = await store.CreateRegisteredModelAsync(name, description, tags, cancellationToken);
        user.OwnModel(name);
        return model;
    }

    public Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Read, () => store.GetRegisteredModelAsync(name, cancellationToken));

    public Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.UpdateRegisteredModelAsync(name, description, cancellationToken));

    public async Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        user.RequireModel(name, Permission.Edit);
        RegisteredModel model = await store.RenameRegisteredModelAsync(name, newName, cancellationToken);
        user.MoveModel(name, newName);
        return model;
    }

    public Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Manage, () => store.DeleteRegisteredModelAsync(name, cancellationToken));

    public async Task<PagedList<RegisteredModel>> SearchRegisteredModelsAsync(ModelQuery query, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        PagedList<RegisteredModel> page = await store.SearchRegisteredModelsAsync(query, cancellationToken);
        return page with { Items = [.. page.Items.Where(model => user.OnModel(model.Name) >= Permission.Read)] };
    }

    public Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<string>? stages = null, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Read, () => store.GetLatestVersionsAsync(name, stages, cancellationToken));

    public Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.SetRegisteredModelTagAsync(name, tag, cancellationToken));

    public Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.DeleteRegisteredModelTagAsync(name, key, cancellationToken));

    public Task<ModelVersion> CreateModelVersionAsync(ModelVersionCreation creation, CancellationToken cancellationToken = default) =>
        OnAsync(creation.Name, Permission.Edit, () => store.CreateModelVersionAsync(creation, cancellationToken));

    public Task<ModelVersion> GetModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Read, () => store.GetModelVersionAsync(name, version, cancellationToken));

    public Task<ModelVersion> UpdateModelVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.UpdateModelVersionAsync(name, version, description, cancellationToken));

    public Task<ModelVersion> TransitionModelVersionStageAsync(
        string name, int version, string stage, bool archiveExisting = false, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.TransitionModelVersionStageAsync(name, version, stage, archiveExisting, cancellationToken));

    public Task DeleteModelVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Manage, () => store.DeleteModelVersionAsync(name, version, cancellationToken));

    public async Task<PagedList<ModelVersion>> SearchModelVersionsAsync(ModelQuery query, CancellationToken cancellationToken = default)
    {
        Access user = await access();
        PagedList<ModelVersion> page = await store.SearchModelVersionsAsync(query, cancellationToken);
        return page with { Items = [.. page.Items.Where(version => user.OnModel(version.Name) >= Permission.Read)] };
    }

    public Task SetModelVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.SetModelVersionTagAsync(name, version, tag, cancellationToken));

    public Task DeleteModelVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.DeleteModelVersionTagAsync(name, version, key, cancellationToken));

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.SetAliasAsync(name, alias, version, cancellationToken));

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Edit, () => store.DeleteAliasAsync(name, alias, cancellationToken));

    public Task<ModelVersion> GetModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        OnAsync(name, Permission.Read, () => store.GetModelVersionByAliasAsync(name, alias, cancellationToken));

    private async Task OnAsync(string name, Permission needed, Func<Task> change)
    {
        (await access()).RequireModel(name, needed);
        await change();
    }

    private async Task<T> OnAsync<T>(string name, Permission needed, Func<Task<T>> change)
    {
        (await access()).RequireModel(name, needed);
        return await change();
    }
}
