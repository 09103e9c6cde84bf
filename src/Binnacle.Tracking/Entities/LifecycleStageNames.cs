namespace Binnacle.Tracking;

/// <summary>MLflow's names of <see cref="LifecycleStage"/>: <c>active</c> and <c>deleted</c>.</summary>
public static class LifecycleStageNames
{
    /// <summary>The lower-case name.</summary>
    public static string ToName(this LifecycleStage stage) => stage == LifecycleStage.Active ? "active" : "deleted";

    /// <summary>The stage of a lower-case name; null for any other text.</summary>
    public static LifecycleStage? Parse(string? name) => name switch
    {
        "active" => LifecycleStage.Active,
        "deleted" => LifecycleStage.Deleted,
        _ => null,
    };

    internal static bool Shows(this ViewType view, LifecycleStage stage) => view switch
    {
        ViewType.All => true,
        ViewType.DeletedOnly => stage == LifecycleStage.Deleted,
        _ => stage == LifecycleStage.Active,
    };
}
