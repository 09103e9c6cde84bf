namespace Binnacle.Tracking;

/// <summary>Keeps logged models (MLflow 3). The operations, their rules and their errors are MLflow's.</summary>
/// <remarks>Points of a model's metrics are logged through its run: <see cref="Metric.Link"/>.</remarks>
public interface ILoggedModelStore
{
    /// <summary>Makes a logged model with status <see cref="LoggedModelStatus.Pending"/>.</summary>
    Task<LoggedModel> CreateLoggedModelAsync(LoggedModelCreation creation, CancellationToken cancellationToken = default);

    /// <summary>The logged model of an id, unless it was deleted.</summary>
    Task<LoggedModel> GetLoggedModelAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Sets the status once the artifacts are written.</summary>
    Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default);

    /// <summary>Marks a logged model as deleted.</summary>
    Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Removes a deleted logged model for good, with its parameters, tags and metrics; its artifacts stay unless they lie in its folder.</summary>
    /// <exception cref="TrackingException">The model is active, there is none, or the store is a server.</exception>
    Task EraseLoggedModelAsync(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Sets or changes tags.</summary>
    Task SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken = default);

    /// <summary>Adds parameters.</summary>
    Task LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default);

    /// <summary>One page of the logged models that match.</summary>
    Task<PagedList<LoggedModel>> SearchLoggedModelsAsync(LoggedModelQuery query, CancellationToken cancellationToken = default);

    /// <summary>The artifacts of a logged model.</summary>
    IArtifactStore OpenArtifacts(LoggedModel model);
}
