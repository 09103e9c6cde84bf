using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Binnacle.Tracking.Sql;

/// <summary>How a <see cref="SqlTrackingStore"/> uses its database.</summary>
public sealed record SqlStoreOptions
{
    /// <summary>Version of the tables of a new database. An existing one is used as found. Default: MLflow 3's.</summary>
    public SchemaVersion NewSchema { get; init; } = SchemaVersion.MLflow3;

    /// <summary>Whether a SQLite file that is not there is refused. Default: false; then it is made.</summary>
    public bool MustExist { get; init; }

    /// <summary>URI or folder under which new experiments keep their artifacts, each in a folder of its id. Default: <c>./mlruns</c>.</summary>
    public string ArtifactRoot { get; init; } = "./mlruns";

    /// <summary>Opens the artifacts at a URI. Default: local folders only.</summary>
    public Func<string, IArtifactStore> OpenArtifacts { get; init; } = LocalArtifactStore.OpenUri;

    /// <summary>
    /// What was answered survives a loss of power (SQLite: <c>synchronous=FULL</c>; PostgreSQL decides by its own settings).
    /// Default: false; then it survives the death of the process, and a loss of power may take the last moments, never the database.
    /// </summary>
    public bool SurvivePowerLoss { get; init; }

    /// <summary>How long to wait for another process that writes to the SQLite file. Default: 20 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Receives warnings. Default: none.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
