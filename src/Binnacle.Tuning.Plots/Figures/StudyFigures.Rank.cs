using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    private static readonly double[] Quartiles = [0, 0.25, 0.5, 0.75, 1];
    private static readonly string[] BlueToRed = ["#2b6cb0", "#7fb2dd", "#d8e7ea", "#fdf3b0", "#f9b56a", "#e5663f", "#b3261e"];

    /// <summary>Trials over pairs of parameters, coloured by the rank of their value.</summary>
    public static Figure Of(RankPlot plot)
    {
        const string Title = "Ranks";
        if (plot.Points.Count == 0 || plot.Axes.Count < 2)
            return Figure.Empty(Title, plot.Points.Count == 0 ? NothingComplete : OnePair);
        JsonArray traces = [];
        foreach (var (x, y, index) in PairGrid.Pairs(plot.Axes))
        {
            var ranks = plot.Points.Zip(plot.Ranks)
                .Where(pair => x.PlaceOf(pair.First.Trial) is not null && y.PlaceOf(pair.First.Trial) is not null).Select(pair => pair.Second);
            traces.Put(PairPoints(plot.Points, x, y, index, new JsonObject
            {
                ["size"] = plot.Axes.Count > 3 ? 5 : 8,
                ["color"] = Json.Numbers(ranks),
                ["coloraxis"] = "coloraxis",
                ["line"] = new JsonObject { ["width"] = 0.5, ["color"] = "#7c8794" },
            }));
        }

        JsonObject layout = PairGrid.Layout(plot.Axes, room: 0.05);
        layout["coloraxis"] = RankColors(plot);
        return new Figure
        {
            Title = Title,
            Note = plot.Target.LowerIsBetter ? "Blue is better: smaller values." : "Red is better: larger values.",
            Height = PairGrid.Height(plot.Axes.Count),
            Traces = traces,
            Layout = layout,
        };
    }

    private static JsonObject RankColors(RankPlot plot)
    {
        double[] sorted = [.. plot.Points.Select(point => point.Value).Order()];
        JsonObject colors = Json.ColorAxis(plot.Target.Name, 0, 1, isReversed: false);
        colors["colorscale"] = new JsonArray([.. BlueToRed.Select((color, i) => (JsonNode)new JsonArray(i / (BlueToRed.Length - 1.0), color))]);
        JsonNode bar = colors["colorbar"]!;
        bar["tickvals"] = Json.Numbers(Quartiles);
        bar["ticktext"] = Json.Texts(Quartiles.Select(share => string.Create(
            CultureInfo.InvariantCulture, $"{Name(share)} ({sorted[(int)Math.Round(share * (sorted.Length - 1))]:G3})")));
        return colors;
    }

    private static string Name(double share) => share switch
    {
        0 => "min.",
        1 => "max.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} %"),
    };
}
