using System.CommandLine;
using System.Globalization;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study importance</c>: how much each parameter of a study matters.</summary>
internal static class ImportanceCommand
{
    private const int BarWidth = 30;

    public static Command Create(IAnsiConsole console)
    {
        StudySource source = new();
        AssessmentOptions assessment = new();
        var format = new Option<string>("--format", "-f") { Description = "How the importances are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var raw = new Option<bool>("--raw") { Description = "Leave the importances as the method gives them; by default they add up to 1." };
        var command = new Command("importance", "Show how much each parameter matters.")
        {
            source.Name, source.Storage, assessment.Evaluator, assessment.Parameters, assessment.Objective, format, raw,
        };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            IReadOnlyList<ParameterImportance> found = source.Load(parsed, storage).GetParameterImportances(new ImportanceOptions
            {
                Evaluator = assessment.EvaluatorOf(parsed),
                Parameters = assessment.ParametersOf(parsed),
                Objective = parsed.GetValue(assessment.Objective),
                Normalize = !parsed.GetValue(raw),
            });
            if (parsed.GetValue(format) == "json")
                parsed.InvocationConfiguration.Output.WriteLine(PythonJson.Write(found.Select(item => KeyValuePair.Create(item.Parameter, (object?)item.Value))));
            else
                WriteTable(console, found);
        });
        return command;
    }

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<ParameterImportance> importances)
    {
        if (importances.Count == 0)
        {
            console.WriteLine("No parameter is shared by all complete trials; name some with --params.");
            return;
        }

        double most = Math.Max(importances.Max(item => item.Value), double.Epsilon);
        Table table = new Table().Border(TableBorder.Simple).AddColumn("Parameter").AddColumn(new TableColumn("Importance").RightAligned()).AddColumn("");
        foreach (ParameterImportance item in importances)
        {
            table.AddRow(
                new Text(item.Parameter),
                new Text(item.Value.ToString("F4", CultureInfo.InvariantCulture)),
                new Text(new string('█', (int)Math.Round(item.Value / most * BarWidth))));
        }

        console.Write(table);
    }
}
