namespace Binnacle.Tuning.Sql;

/// <summary>How a <see cref="PostgresStudyStorage"/> uses its server.</summary>
public sealed record PostgresStorageOptions
{
    /// <summary>The version of Optuna's tables that an empty database gets: <c>v3.2.0.a</c> (the default) or <c>v3.0.0.d</c>, which Optuna 3.1 opens.</summary>
    public string NewHead { get; init; } = SchemaHead.Current.Name;

    /// <summary>Every step survives a crash of the server (<c>synchronous_commit</c>). Default: true.</summary>
    public bool SurvivePowerLoss { get; init; } = true;

    /// <summary>How often a transaction is tried that has to give way to those of other workers. Default: 50.</summary>
    public int Retries { get; init; } = 50;

    /// <summary>Gives the moments at which trials start and end, and the local time zone in which Optuna writes them. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
