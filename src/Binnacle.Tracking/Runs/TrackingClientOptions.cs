using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Binnacle.Tracking;

/// <summary>What a <see cref="TrackingClient"/> takes from its surroundings.</summary>
public sealed record TrackingClientOptions
{
    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Receives what could not be written. Default: none.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// Folder for what runs log while their store is away. Default: the variable <c>BINNACLE_SPILL_FOLDER</c>, else <c>binnacle/spill</c> in the user's
    /// folder for data of programs. Empty: nothing is kept, and what the store does not take is lost.
    /// </summary>
    public string? SpillFolder { get; init; }

    /// <summary>How long the end of a run waits for a store that is away before it leaves the rest to <c>binnacle sync</c>. Default: 30 seconds.</summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where the models of runs are registered. Default: null, the store that the variable <c>MLFLOW_REGISTRY_URI</c> names (one that
    /// <see cref="TrackingStore.Open"/> opens), else the run's own store.
    /// </summary>
    public IModelRegistryStore? ModelRegistry { get; init; }

    /// <summary>Reads environment variables. Default: the process's.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The registry for models of runs in a store.</summary>
    /// <exception cref="TrackingException">The variable names no store, or a database.</exception>
    internal IModelRegistryStore RegistryOf(ITrackingStore store) => ModelRegistry
        ?? (Environment("MLFLOW_REGISTRY_URI") is { Length: > 0 } uri ? TrackingStore.Open(uri, TimeProvider, Logger).ModelRegistry : store.ModelRegistry);
}
