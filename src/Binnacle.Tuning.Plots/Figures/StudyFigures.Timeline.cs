using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    /// <summary>When each trial ran, coloured by how it ended.</summary>
    public static Figure Of(TimelinePlot plot)
    {
        const string Title = "Timeline";
        if (plot.Bars.Count == 0)
            return Figure.Empty(Title, "No trial has started yet.");
        JsonArray traces = [];
        foreach (TrialState state in (TrialState[])[TrialState.Complete, TrialState.Pruned, TrialState.Fail, TrialState.Running])
            AddBars(traces, plot.Bars.Where(bar => bar.Trial.State == state && (bar.IsFeasible || state != TrialState.Complete)), state.ToString().ToLowerInvariant(), Palette.Of(state));
        AddBars(traces, plot.Bars.Where(bar => bar.Trial.State == TrialState.Complete && !bar.IsFeasible), "infeasible", Palette.Infeasible);
        return new Figure
        {
            Title = Title,
            Height = Math.Clamp(110 + plot.Bars.Count * 9, 320, 900),
            Traces = traces,
            Layout = new JsonObject
            {
                ["barmode"] = "overlay",
                ["showlegend"] = true,
                ["xaxis"] = new JsonObject { ["type"] = "date", ["title"] = Json.Title("time (UTC)") },
                ["yaxis"] = Rows(plot.Bars),
            },
        };
    }

    // The first trial at the top; where few are shown, ticks stand at whole numbers only.
    private static JsonObject Rows(IReadOnlyList<TimelineBar> bars)
    {
        const int MostTicks = 20;
        const double Margin = 0.6;
        JsonObject axis = new()
        {
            ["title"] = Json.Title("trial"),
            ["range"] = Json.Numbers([bars.Max(bar => bar.Trial.Number) + Margin, bars.Min(bar => bar.Trial.Number) - Margin]),
        };
        if (bars.Count <= MostTicks)
            axis["dtick"] = 1;
        return axis;
    }

    private static void AddBars(JsonArray traces, IEnumerable<TimelineBar> group, string name, string color)
    {
        TimelineBar[] bars = [.. group];
        if (bars.Length == 0)
            return;
        traces.Put(new JsonObject
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["width"] = 0.8,
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"{name} ({bars.Length:#,0})"),
            ["x"] = Json.Numbers(bars.Select(bar => Math.Max((bar.End - bar.Start).TotalMilliseconds, 1))),
            ["y"] = Json.Numbers(bars.Select(bar => bar.Trial.Number)),
            ["base"] = Json.Texts(bars.Select(bar => bar.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture))),
            ["customdata"] = Json.Numbers(bars.Select(bar => bar.Trial.Number)),
            ["text"] = Json.Texts(bars.Select(bar => Hover.Of(bar.Trial) + "<br>" + Text(bar.End - bar.Start))),
            ["textposition"] = "none",
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["marker"] = new JsonObject { ["color"] = color },
        });
    }

    private static string Text(TimeSpan duration) => duration.TotalMinutes >= 1
        ? duration.ToString("d\\.hh\\:mm\\:ss", CultureInfo.InvariantCulture).Replace("0.", "", StringComparison.Ordinal)
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:G4} s");
}
