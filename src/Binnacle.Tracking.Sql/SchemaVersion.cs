namespace Binnacle.Tracking.Sql;

/// <summary>Versions of MLflow's tables that can be used.</summary>
public enum SchemaVersion
{
    /// <summary>Those of MLflow 2.17, alembic head <c>f5a4f2784254</c>; without logged models.</summary>
    MLflow2,

    /// <summary>Those of MLflow 3.11, alembic head <c>7d34483879f0</c>.</summary>
    MLflow3,
}
