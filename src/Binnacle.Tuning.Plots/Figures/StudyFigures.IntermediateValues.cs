using System.Globalization;
using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots;

public static partial class StudyFigures
{
    private const int FewSteps = 40;
    // A browser draws every marker by itself.
    private const int MostMarkers = 5_000;

    /// <summary>What trials reported on the way: a line a trial, coloured by how the trial ended.</summary>
    public static Figure Of(IntermediateValuesPlot plot)
    {
        const string Title = "Intermediate values";
        if (plot.Trials.Count == 0)
            return Figure.Empty(Title, "No trial has reported a value on the way.");
        JsonArray traces = [];
        foreach (TrialState state in (TrialState[])[TrialState.Complete, TrialState.Pruned, TrialState.Running])
        {
            if (plot.Trials.Where(trial => trial.State == state).ToArray() is { Length: > 0 } trials)
                traces.Put(Curves(trials, state));
        }

        return new Figure
        {
            Title = Title,
            Traces = traces,
            Layout = new JsonObject { ["xaxis"] = Axes.Of("step"), ["yaxis"] = Axes.Of("intermediate value"), ["showlegend"] = true },
        };
    }

    private static string Text(FrozenTrial trial, int step, double value) => string.Create(
        CultureInfo.InvariantCulture, $"<b>trial {trial.Number}</b> ({trial.State.ToString().ToLowerInvariant()})<br>step {step}: {value:G6}");

    // All lines of a state are one trace with a gap after each, so that a thousand of them stay light.
    private static JsonObject Curves(FrozenTrial[] trials, TrialState state)
    {
        JsonArray steps = [], values = [], texts = [], numbers = [];
        foreach (FrozenTrial trial in trials)
        {
            foreach (var (step, value) in trial.IntermediateValues)
            {
                steps.Put(step);
                numbers.Put(trial.Number);
                bool isFinite = double.IsFinite(value);
                values.Put(isFinite ? (JsonNode)value : null);
                texts.Put(isFinite ? Text(trial, step, value) : null);
            }

            steps.Put(null);
            numbers.Put(null);
            values.Put(null);
            texts.Put(null);
        }

        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = trials.Max(trial => trial.IntermediateValues.Count) <= FewSteps && steps.Count <= MostMarkers ? "lines+markers" : "lines",
            ["name"] = string.Create(CultureInfo.InvariantCulture, $"{state.ToString().ToLowerInvariant()} ({trials.Length:#,0})"),
            ["x"] = steps,
            ["y"] = values,
            ["text"] = texts,
            ["customdata"] = numbers,
            ["hovertemplate"] = "%{text}<extra></extra>",
            ["opacity"] = trials.Length > 20 ? 0.55 : 0.85,
            ["line"] = new JsonObject { ["color"] = Palette.Of(state), ["width"] = 1.4 },
            ["marker"] = new JsonObject { ["size"] = 4 },
        };
    }
}
