using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    /// <summary>The value of each trial, and the best so far as a line.</summary>
    public static Figure Of(OptimizationHistoryPlot plot)
    {
        const string Title = "Optimization history";
        if (plot.Points.Count == 0)
            return Figure.Empty(Title, NothingComplete);
        JsonArray traces = [Values(plot, isFeasible: true, plot.Target.Name, Palette.Value)];
        if (plot.Points.Any(point => !point.IsFeasible))
            traces.Put(Values(plot, isFeasible: false, "infeasible", Palette.Infeasible));
        if (plot.Best.Count > 0)
            traces.Put(BestLine(plot));
        return new Figure
        {
            Title = Title,
            Note = plot.Best.Count == 0 ? "No trial is feasible." : string.Create(
                CultureInfo.InvariantCulture, $"Best: {plot.Best[^1].Value:G6} in trial {plot.Best[^1].Trial.Number}, of {plot.Points.Count:#,0} complete trials."),
            Traces = traces,
            Layout = new JsonObject { ["xaxis"] = Axes.Of("trial"), ["yaxis"] = Axes.Of(plot.Target.Name) },
        };
    }

    /// <summary>The hypervolume after each trial.</summary>
    public static Figure Of(HypervolumeHistoryPlot plot)
    {
        const string Title = "Hypervolume history";
        if (plot.Points.Count == 0)
            return Figure.Empty(Title, NothingComplete);
        return new Figure
        {
            Title = Title,
            Traces =
            [
                new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "lines+markers",
                    ["x"] = Json.Numbers(plot.Points.Select(point => point.Number)),
                    ["y"] = Json.Numbers(plot.Points.Select(point => point.Volume)),
                    ["line"] = new JsonObject { ["color"] = Palette.Value, ["width"] = 2, ["shape"] = "hv" },
                    ["marker"] = new JsonObject { ["size"] = 4 },
                    ["hovertemplate"] = "trial %{x}<br>hypervolume %{y:.6g}<extra></extra>",
                },
            ],
            Layout = new JsonObject { ["xaxis"] = Axes.Of("trial"), ["yaxis"] = Axes.Of("hypervolume"), ["showlegend"] = false },
        };
    }

    private static JsonObject Values(OptimizationHistoryPlot plot, bool isFeasible, string name, string color)
    {
        TrialPoint[] points = [.. plot.Points.Where(point => point.IsFeasible == isFeasible)];
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["name"] = Json.Plain(name),
            ["x"] = Json.Numbers(points.Select(point => point.Trial.Number)),
            ["y"] = Json.Numbers(points.Select(point => point.Value)),
            ["customdata"] = Json.Numbers(points.Select(point => point.Trial.Number)),
            ["text"] = Json.Texts(points.Select(point => Hover.Of(point.Trial))),
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["marker"] = new JsonObject { ["color"] = color, ["size"] = 6, ["opacity"] = 0.75, ["symbol"] = isFeasible ? "circle" : "x" },
        };
    }

    private static JsonObject BestLine(OptimizationHistoryPlot plot)
    {
        int last = plot.Points[^1].Trial.Number;
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = "best so far",
            ["x"] = Json.Numbers([.. plot.Best.Select(point => point.Trial.Number), last]),
            ["y"] = Json.Numbers([.. plot.Best.Select(point => point.Value), plot.Best[^1].Value]),
            ["line"] = new JsonObject { ["color"] = Palette.Best, ["width"] = 2, ["shape"] = "hv" },
            ["hovertemplate"] = "best from trial %{x}: %{y:.6g}<extra></extra>",
        };
    }
}
