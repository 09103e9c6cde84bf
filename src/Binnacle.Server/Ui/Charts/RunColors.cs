namespace Binnacle.Server.Ui.Charts;

/// <summary>The colours of runs, told apart on light and on dark ground.</summary>
internal static class RunColors
{
    private static readonly string[] Colors =
        ["#3b82d6", "#e07b28", "#2f9e63", "#d1495b", "#8b6fd0", "#9c6b4a", "#d568a8", "#7c8794", "#a3a02a", "#23a5b8"];

    public static string Of(int index) => Colors[index % Colors.Length];
}
