namespace Binnacle.Tracking;

/// <summary>Keeps registered models and their versions. The operations, their rules and their errors are MLflow's.</summary>
/// <remarks>Every operation throws <see cref="TrackingException"/> when it is refused or the store cannot be read or written.</remarks>
public interface IModelRegistryStore
{
    /// <summary>Registers a name.</summary>
    Task<RegisteredModel> CreateRegisteredModelAsync(
        string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>The registered model of a name.</summary>
    Task<RegisteredModel> GetRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Changes the description.</summary>
    Task<RegisteredModel> UpdateRegisteredModelAsync(string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>Gives a registered model, with its versions, another name.</summary>
    Task<RegisteredModel> RenameRegisteredModelAsync(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>Removes a registered model and its versions for good; the models' files stay.</summary>
    Task DeleteRegisteredModelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>One page of the registered models that match.</summary>
    Task<PagedList<RegisteredModel>> SearchRegisteredModelsAsync(ModelQuery query, CancellationToken cancellationToken = default);

    /// <summary>The newest version in each stage.</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="stages">The stages to look at. Null or empty: all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(string name, IReadOnlyList<string>? stages = null, CancellationToken cancellationToken = default);

    /// <summary>Sets or changes a tag of a registered model.</summary>
    Task SetRegisteredModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of a registered model; a missing tag is no error.</summary>
    Task DeleteRegisteredModelTagAsync(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>Makes a new version, numbered after the greatest.</summary>
    Task<ModelVersion> CreateModelVersionAsync(ModelVersionCreation creation, CancellationToken cancellationToken = default);

    /// <summary>A version by its number.</summary>
    Task<ModelVersion> GetModelVersionAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Changes the description of a version.</summary>
    Task<ModelVersion> UpdateModelVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default);

    /// <summary>Puts a version into a stage (<see cref="ModelStages"/>, any case).</summary>
    /// <param name="name">The registered model.</param>
    /// <param name="version">The version.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="archiveExisting">Archive the other versions in that stage; only for Staging and Production.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ModelVersion> TransitionModelVersionStageAsync(
        string name, int version, string stage, bool archiveExisting = false, CancellationToken cancellationToken = default);

    /// <summary>Removes a version for good, with the aliases that point at it; the model's files stay.</summary>
    Task DeleteModelVersionAsync(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>One page of the versions that match, of all registered models.</summary>
    Task<PagedList<ModelVersion>> SearchModelVersionsAsync(ModelQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sets or changes a tag of a version.</summary>
    Task SetModelVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of a version; a missing tag is no error.</summary>
    Task DeleteModelVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default);

    /// <summary>Points an alias at a version.</summary>
    Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias; a missing alias is no error.</summary>
    Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default);

    /// <summary>The version that an alias points at.</summary>
    Task<ModelVersion> GetModelVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default);
}
