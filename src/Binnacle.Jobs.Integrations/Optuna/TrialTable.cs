using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Jobs.Integrations;

/// <summary>The table of a sweep's trials, the best ones marked.</summary>
internal static class TrialTable
{
    private const string Digits = "G6";

    public static void Write(TextWriter writer, Study study, IReadOnlyList<ToldTrial> told, IReadOnlyList<FrozenTrial> best)
    {
        string[] parameters = [.. told.SelectMany(trial => trial.Parameters.Keys).Distinct(StringComparer.Ordinal)];
        HashSet<int> marked = [.. best.Select(trial => trial.Number)];
        Table table = new Table { Border = TableBorder.Rounded }.AddColumns([
            new TableColumn("trial").RightAligned(),
            .. parameters.Select(name => new TableColumn(Markup.Escape(name)).RightAligned()),
            .. study.Directions.Select((direction, index) => new TableColumn(Heading(study, direction, index)).RightAligned()),
            new TableColumn(study.Directions.Length == 1 ? "best" : "Pareto set"),
        ]);
        foreach (ToldTrial trial in told)
            table.AddRow([.. Row(trial, parameters, study.Directions.Length, marked.Contains(trial.Trial)).Select(Markup.Escape)]);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Write(table);
    }

    private static string Heading(Study study, StudyDirection direction, int index)
    {
        string arrow = direction == StudyDirection.Maximize ? "max" : "min";
        return study.Directions.Length == 1 ? $"value ({arrow})" : $"value {index} ({arrow})";
    }

    private static IEnumerable<string> Row(ToldTrial trial, string[] parameters, int objectives, bool marked) =>
    [
        trial.Trial.ToString(CultureInfo.InvariantCulture),
        .. parameters.Select(name => trial.Parameters.TryGetValue(name, out object? value) ? Shown(value) : ""),
        .. trial.Values?.Select(value => value.ToString(Digits, CultureInfo.InvariantCulture)) ?? Enumerable.Repeat("failed", objectives),
        marked ? "*" : "",
    ];

    private static string Shown(object? value) => value is double number ? number.ToString(Digits, CultureInfo.InvariantCulture) : ParameterText.Of(value);
}
