using System.Globalization;
using System.Text;

namespace Binnacle.Tuning.Plots;

/// <summary>What is said of a trial under the pointer.</summary>
internal static class Hover
{
    private const int MostParameters = 15;

    public static string Of(FrozenTrial trial, IReadOnlyList<string>? objectives = null)
    {
        StringBuilder text = new($"<b>trial {trial.Number}</b>");
        if (trial.State != TrialState.Complete)
            text.Append(CultureInfo.InvariantCulture, $" ({trial.State.ToString().ToLowerInvariant()})");
        for (int i = 0; i < (trial.Values?.Count ?? 0); i++)
            text.Append(CultureInfo.InvariantCulture, $"<br>{Json.Plain(objectives?.ElementAtOrDefault(i) ?? "value")}: <b>{trial.Values![i]:G6}</b>");
        foreach (TrialParameter parameter in trial.Parameters.Take(MostParameters))
            text.Append("<br>").Append(Json.Plain(parameter.Name)).Append(": ").Append(Json.Plain(TextOf(parameter.Value)));
        if (trial.Parameters.Length > MostParameters)
            text.Append(CultureInfo.InvariantCulture, $"<br>and {trial.Parameters.Length - MostParameters} more");
        if (trial.Constraints is { } constraints)
            text.Append("<br>constraints: ").AppendJoin(", ", constraints.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)));
        return text.ToString();
    }

    public static string TextOf(object? value) => value switch
    {
        double real => real.ToString("G6", CultureInfo.InvariantCulture),
        string text => text,
        _ => PythonJson.Write(value),
    };
}
