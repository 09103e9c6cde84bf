namespace Binnacle.Server.Ui.Charts;

/// <summary>The charting library, as the package that carries it names it. It is loaded with the first chart of a page.</summary>
internal static class PlotlyScript
{
    /// <summary>Lines, points and bars.</summary>
    public const string Path = "_content/Plotly.Blazor/plotly-basic-3.7.0.min.js";

    /// <summary>All kinds of charts, four times as large.</summary>
    public const string WholePath = "_content/Plotly.Blazor/plotly-3.7.0.min.js";
}
