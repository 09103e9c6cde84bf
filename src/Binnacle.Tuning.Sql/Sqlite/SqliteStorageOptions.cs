namespace Binnacle.Tuning.Sql;

/// <summary>How a <see cref="SqliteStudyStorage"/> uses its file.</summary>
public sealed record SqliteStorageOptions
{
    /// <summary>
    /// Every step survives a loss of power (SQLite's <c>synchronous=FULL</c>). Default: false; then every step survives the death of
    /// the process, and a loss of power may take the last steps, never the file.
    /// </summary>
    public bool SurvivePowerLoss { get; init; }

    /// <summary>How long to wait for another process that writes. Default: one minute.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The version of Optuna's tables that a new file gets: <c>v3.2.0.a</c> (the default) or <c>v3.0.0.d</c>, which Optuna 3.1 opens.</summary>
    public string NewHead { get; init; } = SchemaHead.Current.Name;

    /// <summary>Gives the moments at which trials start and end, and the local time zone in which Optuna writes them. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told when a transaction begins (true) and when it has ended (false); for tests that kill processes within.</summary>
    internal Action<bool>? OnTransaction { get; init; }
}
