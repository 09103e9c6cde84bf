using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    /// <summary>The trials over two or three objectives, the best ones apart.</summary>
    public static Figure Of(ParetoFrontPlot plot)
    {
        const string Title = "Pareto front";
        if (plot.Trials.Count == 0)
            return Figure.Empty(Title, NothingComplete);
        bool isFlat = plot.Objectives.Count == 2;
        FrozenTrial[] best = [.. plot.Trials.Where(trial => plot.Best.Contains(trial.Number))];
        ILookup<bool, FrozenTrial> others = plot.Trials.Where(trial => !plot.Best.Contains(trial.Number)).ToLookup(trial => new TrialPoint(trial, 0).IsFeasible);
        JsonArray traces = [];
        AddCloud(traces, plot, others[false], "infeasible", Palette.Infeasible, isFlat ? 5 : 3);
        AddCloud(traces, plot, others[true], "dominated", Palette.Value, isFlat ? 6 : 3);
        AddCloud(traces, plot, best, "best", Palette.Best, isFlat ? 9 : 5);
        JsonObject layout = new() { ["showlegend"] = true };
        if (isFlat)
        {
            layout["xaxis"] = Axes.Of(plot.Objectives[0]);
            layout["yaxis"] = Axes.Of(plot.Objectives[1]);
        }
        else
        {
            layout["margin"] = new JsonObject { ["l"] = 0, ["r"] = 0, ["t"] = 10, ["b"] = 0 };
            layout["scene"] = new JsonObject
            {
                ["xaxis"] = Axes.Of(plot.Objectives[0]),
                ["yaxis"] = Axes.Of(plot.Objectives[1]),
                ["zaxis"] = Axes.Of(plot.Objectives[2]),
                ["camera"] = new JsonObject { ["eye"] = new JsonObject { ["x"] = 1.5, ["y"] = 1.5, ["z"] = 0.9 } },
            };
        }

        return new Figure
        {
            Title = Title,
            Note = string.Create(CultureInfo.InvariantCulture, $"{best.Length:#,0} of {plot.Trials.Count:#,0} complete trials are best: none is better in one objective without being worse in another."),
            NeedsWholeLibrary = !isFlat,
            Height = isFlat ? 500 : 620,
            Traces = traces,
            Layout = layout,
        };
    }

    private static void AddCloud(JsonArray traces, ParetoFrontPlot plot, IEnumerable<FrozenTrial> group, string name, string color, int size)
    {
        FrozenTrial[] trials = [.. group];
        if (trials.Length == 0)
            return;
        JsonObject trace = new()
        {
            ["type"] = plot.Objectives.Count == 2 ? "scatter" : "scatter3d",
            ["mode"] = "markers",
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"{name} ({trials.Length:#,0})"),
            ["x"] = Json.Numbers(trials.Select(trial => trial.Values![0])),
            ["y"] = Json.Numbers(trials.Select(trial => trial.Values![1])),
            ["customdata"] = Json.Numbers(trials.Select(trial => trial.Number)),
            ["text"] = Json.Texts(trials.Select(trial => Hover.Of(trial, plot.Objectives))),
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["marker"] = new JsonObject { ["color"] = color, ["size"] = size, ["opacity"] = name == "best" ? 1 : 0.55 },
        };
        if (plot.Objectives.Count == 3)
            trace["z"] = Json.Numbers(trials.Select(trial => trial.Values![2]));
        traces.Put(trace);
    }
}
