using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

/// <summary>Axes of charts, and where several charts stand beside each other.</summary>
internal static class Axes
{
    private const int MostIntegerTicks = 8;

    public static JsonObject Of(string title) => new() { ["title"] = Json.Title(title) };

    /// <summary>The axis of a parameter: logarithmic where the parameter is, with labels for choices.</summary>
    /// <param name="axis">The parameter.</param>
    /// <param name="withTitle">The parameter's name is written at the axis.</param>
    /// <param name="room">How much is left free beyond the outermost values, as a share.</param>
    /// <param name="labelRoom">How many letters all labels together may have; longer ones are cut.</param>
    public static JsonObject Of(ParameterAxis axis, bool withTitle = true, double room = 0.05, int labelRoom = 60)
    {
        JsonObject layout = withTitle ? Of(axis.Name) : [];
        if (axis.IsCategorical)
        {
            layout["tickmode"] = "array";
            layout["tickvals"] = Json.Numbers(Enumerable.Range(0, axis.Categories.Count));
            int most = Math.Max(labelRoom / axis.Categories.Count, 5);
            layout["ticktext"] = Json.Texts(axis.Categories.Select(category => Shortened(category, most)));
            layout["range"] = Json.Numbers([-room * 8, axis.Categories.Count - 1 + room * 8]);
            return layout;
        }

        if (axis.IsLog)
            LayLogarithmic(layout, axis);
        else if (axis.IsInteger && axis.High - axis.Low <= MostIntegerTicks)
            layout["dtick"] = 1;
        if (axis.High > axis.Low)
            layout["range"] = Json.Numbers(Range(axis, room));
        return layout;
    }

    /// <summary>The part of a row or column that the place at <paramref name="index"/> of <paramref name="count"/> takes.</summary>
    public static JsonArray Domain(int index, int count, double gap)
    {
        double width = (1 - gap * (count - 1)) / count;
        return Json.Numbers([index * (width + gap), Math.Min(index * (width + gap) + width, 1)]);
    }

    /// <summary>plotly.js's name of an axis: x, x2, x3 and so on.</summary>
    public static string Name(char letter, int index) => index == 0 ? $"{letter}" : $"{letter}{index + 1}";

    /// <summary>The layout's key of an axis: xaxis, xaxis2 and so on.</summary>
    public static string Key(char letter, int index) => index == 0 ? $"{letter}axis" : $"{letter}axis{index + 1}";

    private static double[] Range(ParameterAxis axis, double room)
    {
        double low = axis.IsLog ? Math.Log10(axis.Low) : axis.Low, high = axis.IsLog ? Math.Log10(axis.High) : axis.High;
        return [low - room * (high - low), high + room * (high - low)];
    }

    // Powers of ten only, where there are some: the numbers between them have no room in a small chart.
    private static void LayLogarithmic(JsonObject layout, ParameterAxis axis)
    {
        layout["type"] = "log";
        double decades = Math.Log10(axis.High / axis.Low);
        if (decades >= 1.5)
            layout["dtick"] = Math.Ceiling(decades / MostIntegerTicks);
    }

    private static string Shortened(string category, int most) => Json.Plain(category.Length <= most ? category : category[..(most - 1)] + "…");
}
