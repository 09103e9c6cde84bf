namespace Binnacle.Tracking;

/// <summary>Whether an experiment or run is in use. Deleting is soft: it can be restored.</summary>
public enum LifecycleStage
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Deleted, still restorable; writing to it is refused.</summary>
    Deleted,
}
