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
        var command = new Command("list", "Show the studies of a storage.") { source.Storage };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            Write(console, storage);
        });
        return command;
    }

    private static void Write(IAnsiConsole console, IStudyStorage storage)
    {
        IReadOnlyList<FrozenStudy> studies = storage.GetStudies();
        if (studies.Count == 0)
        {
            console.WriteLine("No studies yet.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Directions", "Trials", "Complete");
        foreach (FrozenStudy study in studies)
        {
            IReadOnlyList<FrozenTrial> trials = storage.GetTrials(study.Id);
            table.AddRow(
                new Text(study.Name),
                new Text(string.Join(", ", study.Directions.Select(direction => direction.ToString().ToLowerInvariant()))),
                new Text(trials.Count.ToString(CultureInfo.InvariantCulture)),
                new Text(trials.Count(trial => trial.State == TrialState.Complete).ToString(CultureInfo.InvariantCulture)));
        }

        console.Write(table);
    }
}
