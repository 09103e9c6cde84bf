using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    /// <summary>The share of trials up to each value, a line a study.</summary>
    public static Figure Of(EmpiricalDistributionPlot plot)
    {
        const string Title = "Empirical distribution of values";
        JsonArray traces = [];
        for (int i = 0; i < plot.Studies.Count; i++)
        {
            if (plot.Studies[i].Value.Count > 0)
                traces.Put(Steps(plot.Studies[i].Key, plot.Studies[i].Value, Palette.Of(i)));
        }

        return traces.Count == 0 ? Figure.Empty(Title, NothingComplete) : new Figure
        {
            Title = Title,
            Traces = traces,
            Layout = new JsonObject
            {
                ["showlegend"] = plot.Studies.Count > 1,
                ["xaxis"] = Axes.Of(plot.Target.Name),
                ["yaxis"] = new JsonObject { ["title"] = Json.Title("share of trials"), ["range"] = Json.Numbers([0, 1.02]) },
            },
        };
    }

    private static JsonObject Steps(string name, IReadOnlyList<double> values, string color) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["name"] = Json.Plain(name),
        ["x"] = Json.Numbers([values[0], .. values]),
        ["y"] = Json.Numbers([0, .. Enumerable.Range(1, values.Count).Select(rank => (double)rank / values.Count)]),
        ["line"] = new JsonObject { ["color"] = color, ["width"] = 2, ["shape"] = "hv" },
        ["hovertemplate"] = "%{y:.1%} of the trials up to %{x:.6g}<extra>" + Json.Plain(name) + "</extra>",
    };
}
