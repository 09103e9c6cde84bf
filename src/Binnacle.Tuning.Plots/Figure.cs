using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

/// <summary>A chart for plotly.js: what is drawn, and how it is laid out.</summary>
/// <remarks>Fonts, grid and colours of the ground are the page's, so that a figure stands in a light and in a dark one.</remarks>
public sealed record Figure
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence below the heading; for a figure without traces, why there is nothing to see. Empty for none.</summary>
    public string Note { get; init; } = "";

    /// <summary>What is drawn: plotly.js's traces. The custom data of a point that stands for a trial is the trial's number.</summary>
    public JsonArray Traces { get; init; } = [];

    /// <summary>How it is laid out: plotly.js's layout.</summary>
    public JsonObject Layout { get; init; } = [];

    /// <summary>How tall the chart is, in pixels.</summary>
    public int Height { get; init; } = 460;

    /// <summary>The chart needs the whole library; false for scatter and bar charts, which a quarter of it draws.</summary>
    public bool NeedsWholeLibrary { get; init; }

    /// <summary>A figure that has nothing to show.</summary>
    internal static Figure Empty(string title, string why) => new() { Title = title, Note = why };
}
