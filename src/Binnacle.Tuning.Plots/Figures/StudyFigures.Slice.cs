using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    private const int SlicesInARow = 4;
    private const int SliceHeight = 270;

    /// <summary>Values over each parameter, coloured by the trial's number.</summary>
    public static Figure Of(SlicePlot plot)
    {
        const string Title = "Slices";
        if (plot.Points.Count == 0 || plot.Axes.Count == 0)
            return Figure.Empty(Title, plot.Points.Count == 0 ? NothingComplete : "The trials have no parameters.");
        int columns = Math.Min(plot.Axes.Count, SlicesInARow), rows = (plot.Axes.Count + columns - 1) / columns;
        JsonArray traces = [];
        int last = plot.Points.Max(point => point.Trial.Number);
        JsonObject layout = new() { ["showlegend"] = false, ["coloraxis"] = Json.ColorAxis("trial", 0, last, isReversed: true) };
        for (int i = 0; i < plot.Axes.Count; i++)
        {
            traces.Put(Slice(plot, plot.Axes[i], i));
            JsonObject x = Axes.Of(plot.Axes[i], labelRoom: 30), y = i % columns == 0 ? Axes.Of(plot.Target.Name) : new JsonObject { ["showticklabels"] = false };
            x["domain"] = Axes.Domain(i % columns, columns, 0.03);
            x["anchor"] = Axes.Name('y', i);
            y["domain"] = Axes.Domain(rows - 1 - i / columns, rows, rows == 1 ? 0 : 0.24 / rows);
            y["anchor"] = Axes.Name('x', i);
            if (i > 0)
                y["matches"] = "y";
            layout[Axes.Key('x', i)] = x;
            layout[Axes.Key('y', i)] = y;
        }

        return new Figure { Title = Title, Traces = traces, Layout = layout, Height = Math.Max(360, SliceHeight * rows + 60) };
    }

    private static JsonObject Slice(SlicePlot plot, ParameterAxis axis, int index)
    {
        TrialPoint[] points = [.. plot.Points.Where(point => axis.PlaceOf(point.Trial) is not null)];
        JsonObject marker = new()
        {
            ["size"] = 6,
            ["opacity"] = 0.85,
            ["color"] = Json.Numbers(points.Select(point => point.Trial.Number)),
            ["coloraxis"] = "coloraxis",
            ["symbol"] = Json.Texts(points.Select(point => point.IsFeasible ? "circle" : "x")),
            ["line"] = new JsonObject { ["width"] = 0.5, ["color"] = "#7c8794" },
        };
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = Json.Numbers(points.Select(point => axis.PlaceOf(point.Trial)!.Value)),
            ["y"] = Json.Numbers(points.Select(point => point.Value)),
            ["xaxis"] = Axes.Name('x', index),
            ["yaxis"] = Axes.Name('y', index),
            ["customdata"] = Json.Numbers(points.Select(point => point.Trial.Number)),
            ["text"] = Json.Texts(points.Select(point => Hover.Of(point.Trial))),
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["marker"] = marker,
        };
    }
}
