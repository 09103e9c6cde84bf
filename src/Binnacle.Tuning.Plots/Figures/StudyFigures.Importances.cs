using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    /// <summary>How much each parameter matters, as bars; one colour an objective.</summary>
    public static Figure Of(ImportancePlot plot)
    {
        const string Title = "Parameter importances";
        if (plot.Fault is { } fault)
            return Figure.Empty(Title, fault);
        string[] parameters = [.. plot.Objectives.SelectMany(objective => objective.Value).GroupBy(item => item.Parameter)
            .OrderBy(group => group.Max(item => item.Value)).Select(group => group.Key)];
        if (parameters.Length == 0)
            return Figure.Empty(Title, "No parameter is shared by all complete trials.");
        double most = plot.Objectives.Max(objective => objective.Value.Max(item => item.Value));
        JsonArray traces = [];
        for (int i = 0; i < plot.Objectives.Count; i++)
            traces.Put(Bars(plot.Objectives[i], parameters, Palette.Of(i)));
        return new Figure
        {
            Title = Title,
            Height = Math.Max(220, 90 + parameters.Length * (plot.Objectives.Count == 1 ? 34 : 22 * plot.Objectives.Count + 14)),
            Traces = traces,
            Layout = new JsonObject
            {
                ["barmode"] = "group",
                ["showlegend"] = plot.Objectives.Count > 1,
                ["xaxis"] = new JsonObject { ["title"] = Json.Title("importance"), ["range"] = Json.Numbers([0, Math.Max(most * 1.1, 0.01)]) },
                ["yaxis"] = new JsonObject
                {
                    ["tickmode"] = "array",
                    ["tickvals"] = Json.Numbers(Enumerable.Range(0, parameters.Length)),
                    ["ticktext"] = Json.Texts(parameters.Select(Json.Plain)),
                    ["showgrid"] = false,
                },
            },
        };
    }

    private static JsonObject Bars(KeyValuePair<string, IReadOnlyList<ParameterImportance>> objective, string[] parameters, string color)
    {
        double[] values = [.. parameters.Select(name => objective.Value.FirstOrDefault(item => item.Parameter == name)?.Value ?? 0)];
        return new JsonObject
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["name"] = Json.Plain(objective.Key),
            ["x"] = Json.Numbers(values),
            ["y"] = Json.Numbers(Enumerable.Range(0, parameters.Length)),
            ["text"] = Json.Texts(values.Select(value => value is > 0 and < 0.01 ? "< 0.01" : value.ToString("F2", CultureInfo.InvariantCulture))),
            ["textposition"] = "outside",
            ["cliponaxis"] = false,
            ["customdata"] = Json.Texts(parameters.Select(Json.Plain)),
            ["hovertemplate"] = "%{customdata}: %{x:.4f}<extra></extra>",
            ["marker"] = new JsonObject { ["color"] = color },
        };
    }
}
