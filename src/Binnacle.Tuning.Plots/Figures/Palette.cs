namespace Binnacle.Tuning.Plots;

/// <summary>The colours of charts; each can be told from the others on light and dark ground, also by most colour-blind eyes.</summary>
internal static class Palette
{
    public const string Value = "#3b82d6";
    public const string Best = "#e07b28";
    public const string Infeasible = "#a7b0bb";
    public const string Complete = "#3b82d6";
    public const string Pruned = "#e0a128";
    public const string Fail = "#d1495b";
    public const string Running = "#2f9e63";

    /// <summary>For one line or group a study or objective.</summary>
    public static string Of(int index) => Series[index % Series.Length];

    private static readonly string[] Series =
        ["#3b82d6", "#e07b28", "#2f9e63", "#d1495b", "#8b6fd0", "#9c6b4a", "#d568a8", "#7c8794", "#a3a02a", "#23a5b8"];

    public static string Of(TrialState state) => state switch
    {
        TrialState.Complete => Complete,
        TrialState.Pruned => Pruned,
        TrialState.Fail => Fail,
        TrialState.Running => Running,
        _ => Infeasible,
    };
}
