namespace Binnacle.Tracking;

/// <summary>MLflow's names of <see cref="RunStatus"/>, as used in JSON, SQL and filters (<c>FINISHED</c>).</summary>
public static class RunStatusNames
{
    private static readonly string[] Names = ["", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

    /// <summary>The upper-case name, for example <c>FINISHED</c>.</summary>
    public static string ToName(this RunStatus status) => Names[(int)status];

    /// <summary>Whether the run will not be written to any more unless it is resumed.</summary>
    public static bool IsTerminal(this RunStatus status) => status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed;

    /// <summary>The status of an upper-case name; null for any other text.</summary>
    public static RunStatus? Parse(string? name)
    {
        int index = name is null or "" ? -1 : Array.IndexOf(Names, name);
        return index > 0 ? (RunStatus)index : null;
    }
}
