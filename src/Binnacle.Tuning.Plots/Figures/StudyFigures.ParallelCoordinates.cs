using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    private const int LongestLabel = 20;

    /// <summary>Trials as lines over parallel axes, coloured by their value.</summary>
    public static Figure Of(ParallelCoordinatesPlot plot)
    {
        const string Title = "Parallel coordinates";
        if (plot.Points.Count == 0)
            return Figure.Empty(Title, plot.Axes.Count == 0 ? NothingComplete : "No complete trial has all of these parameters.");
        double[] values = [.. plot.Points.Select(point => point.Value)];
        JsonArray dimensions = [new JsonObject { ["label"] = Label(plot.Target.Name), ["values"] = Json.Numbers(values) }];
        foreach (ParameterAxis axis in plot.Axes)
            dimensions.Put(Dimension(axis, plot.Points));
        return new Figure
        {
            Title = Title,
            Note = "Drag along an axis to choose a range; drag a name to move its axis.",
            NeedsWholeLibrary = true,
            Height = 500,
            Traces =
            [
                new JsonObject
                {
                    ["type"] = "parcoords",
                    ["dimensions"] = dimensions,
                    ["customdata"] = Json.Numbers(plot.Points.Select(point => point.Trial.Number)),
                    ["labelangle"] = plot.Axes.Count > 6 ? 20 : 0,
                    ["labelside"] = "bottom",
                    ["line"] = new JsonObject
                    {
                        ["color"] = Json.Numbers(values),
                        ["coloraxis"] = "coloraxis",
                    },
                },
            ],
            Layout = new JsonObject
            {
                ["margin"] = new JsonObject { ["l"] = 70, ["r"] = 30, ["t"] = 30, ["b"] = 60 },
                ["coloraxis"] = ValueColors(plot.Target, plot.Points),
            },
        };
    }

    private static JsonObject Dimension(ParameterAxis axis, IReadOnlyList<TrialPoint> points)
    {
        var places = points.Select(point => axis.PlaceOf(point.Trial)!.Value);
        JsonObject dimension = new() { ["label"] = Label(axis.Name), ["values"] = Json.Numbers(axis.IsLog ? places.Select(Math.Log10) : places) };
        if (axis.IsCategorical)
        {
            dimension["tickvals"] = Json.Numbers(Enumerable.Range(0, axis.Categories.Count));
            dimension["ticktext"] = Json.Texts(axis.Categories.Select(Label));
            dimension["range"] = Json.Numbers([0, Math.Max(axis.Categories.Count - 1, 1)]);
        }
        else if (axis.IsInteger && !axis.IsLog && axis.High - axis.Low <= 12)
        {
            dimension["tickvals"] = Json.Numbers(Enumerable.Range(0, (int)(axis.High - axis.Low) + 1).Select(i => axis.Low + i));
        }
        else if (axis.IsLog)
        {
            double[] ticks = LogTicks(axis.Low, axis.High);
            dimension["tickvals"] = Json.Numbers(ticks.Select(Math.Log10));
            dimension["ticktext"] = Json.Texts(ticks.Select(tick => tick.ToString("G3", CultureInfo.InvariantCulture)));
        }

        return dimension;
    }

    // The powers of ten between the ends; the ends besides, where a power is not near.
    private static double[] LogTicks(double low, double high)
    {
        double[] powers = [.. Enumerable.Range((int)Math.Ceiling(Math.Log10(low)), 40).Select(power => Math.Pow(10, power)).TakeWhile(tick => tick <= high)];
        double room = Math.Max((Math.Log10(high) - Math.Log10(low)) * 0.08, 1e-9);
        return [.. powers.Concat(new[] { low, high }.Where(end => powers.All(power => Math.Abs(Math.Log10(power) - Math.Log10(end)) > room))).Order()];
    }

    private static string Label(string name) => Json.Plain(name.Length <= LongestLabel ? name : name[..(LongestLabel - 1)] + "…");
}
