using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    private const int Contours = 12;
    private const string OnePair = "A chart of pairs needs at least two parameters.";

    /// <summary>Values over pairs of parameters, as contours between the trials.</summary>
    public static Figure Of(ContourPlot plot)
    {
        const string Title = "Contours";
        if (plot.Points.Count == 0 || plot.Axes.Count < 2)
            return Figure.Empty(Title, plot.Points.Count == 0 ? NothingComplete : OnePair);
        JsonArray traces = [];
        JsonObject layout = PairGrid.Layout(plot.Axes, room: 0.02), colors = ValueColors(plot.Target, plot.Points);
        layout["coloraxis"] = colors;
        foreach (var (x, y, index) in PairGrid.Pairs(plot.Axes))
        {
            if (plot.Surface(x, y) is { } surface)
                traces.Put(Surface(surface, index, colors["cmin"]!.GetValue<double>(), colors["cmax"]!.GetValue<double>()));
            traces.Put(PairPoints(plot.Points, x, y, index, new JsonObject
            {
                ["size"] = plot.Axes.Count > 2 ? 3 : 6,
                ["color"] = "#1a2330",
                ["opacity"] = 0.75,
                ["line"] = new JsonObject { ["width"] = 0.6, ["color"] = "#ffffff" },
            }));
        }

        return new Figure
        {
            Title = Title,
            Note = "Between the trials the values are interpolated.",
            NeedsWholeLibrary = true,
            Height = PairGrid.Height(plot.Axes.Count),
            Traces = traces,
            Layout = layout,
        };
    }

    // A few hopeless trials would leave all others in one colour: the worst tenth shares the last one.
    private static JsonObject ValueColors(PlotTarget target, IReadOnlyList<TrialPoint> points)
    {
        double[] values = [.. points.Select(point => point.Value).Order()];
        int tenth = values.Length / 10;
        return target.LowerIsBetter
            ? Json.ColorAxis(target.Name, values[0], values[^(tenth + 1)], isReversed: false)
            : Json.ColorAxis(target.Name, values[tenth], values[^1], isReversed: true);
    }

    private static JsonObject Surface(ContourSurface surface, int index, double low, double high) => new()
    {
        ["type"] = "contour",
        ["x"] = Json.Numbers(surface.X),
        ["y"] = Json.Numbers(surface.Y),
        ["z"] = new JsonArray([.. surface.Values.Select(row => (JsonNode)Json.Numbers(row))]),
        ["xaxis"] = Axes.Name('x', index),
        ["yaxis"] = Axes.Name('y', index),
        ["coloraxis"] = "coloraxis",
        ["hoverinfo"] = "skip",
        ["line"] = new JsonObject { ["smoothing"] = 1.3, ["width"] = 0.4 },
        ["autocontour"] = false,
        ["contours"] = new JsonObject { ["coloring"] = "heatmap", ["start"] = low, ["end"] = high, ["size"] = (high - low) / Contours },
    };

    private static JsonObject PairPoints(IReadOnlyList<TrialPoint> points, ParameterAxis x, ParameterAxis y, int index, JsonObject marker)
    {
        TrialPoint[] both = [.. points.Where(point => x.PlaceOf(point.Trial) is not null && y.PlaceOf(point.Trial) is not null)];
        marker["symbol"] = Json.Texts(both.Select(point => point.IsFeasible ? "circle" : "x"));
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = Json.Numbers(both.Select(point => x.PlaceOf(point.Trial)!.Value)),
            ["y"] = Json.Numbers(both.Select(point => y.PlaceOf(point.Trial)!.Value)),
            ["xaxis"] = Axes.Name('x', index),
            ["yaxis"] = Axes.Name('y', index),
            ["customdata"] = Json.Numbers(both.Select(point => point.Trial.Number)),
            ["text"] = Json.Texts(both.Select(point => Hover.Of(point.Trial))),
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["marker"] = marker,
        };
    }
}
