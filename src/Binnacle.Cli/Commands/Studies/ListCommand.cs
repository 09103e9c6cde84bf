using System.CommandLine;
using System.Globalization;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study list</c>: the studies of a storage as a table.</summary>
internal static class ListCommand
{
    public static Command Create(IAnsiConsole console)
    {
        StudySource source = new();
        var format = new Option<string>("--format", "-f") { Description = "How the studies are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("list", "Show the studies of a storage.") { source.Storage, format };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            StudyCounts[] studies = [.. storage.GetStudies().Select(study => CountsOf(study, storage))];
            if (parsed.GetValue(format) == "json")
                parsed.InvocationConfiguration.Output.WriteLine(PythonJson.Write(studies.Select(Document)));
            else
                WriteTable(console, studies);
        });
        return command;
    }

    private static StudyCounts CountsOf(FrozenStudy study, IStudyStorage storage)
    {
        IReadOnlyList<FrozenTrial> trials = storage.GetTrials(study.Id);
        return new StudyCounts(
            study.Name,
            [.. study.Directions.Select(direction => direction.ToString().ToLowerInvariant())],
            trials.Count,
            trials.Count(trial => trial.State == TrialState.Complete));
    }

    private static Dictionary<string, object?> Document(StudyCounts study) => new()
    {
        ["name"] = study.Name,
        ["directions"] = study.Directions,
        ["trials"] = study.Trials,
        ["complete"] = study.Complete,
    };

    private static void WriteTable(IAnsiConsole console, StudyCounts[] studies)
    {
        if (studies.Length == 0)
        {
            console.WriteLine("No studies yet.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Directions", "Trials", "Complete");
        foreach (StudyCounts study in studies)
        {
            table.AddRow(
                new Text(study.Name),
                new Text(string.Join(", ", study.Directions)),
                new Text(study.Trials.ToString(CultureInfo.InvariantCulture)),
                new Text(study.Complete.ToString(CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }

    private sealed record StudyCounts(string Name, string[] Directions, int Trials, int Complete);
}
