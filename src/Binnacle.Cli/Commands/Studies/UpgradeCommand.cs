using System.CommandLine;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study upgrade</c>: brings the tables of a database to the current version.</summary>
internal static class UpgradeCommand
{
    public static Command Create()
    {
        StudySource source = new();
        var command = new Command("upgrade", "Bring the tables of a database to the version of Optuna 4.9. Optuna 3.1 does not open it any more.") { source.Storage };
        command.SetAction(parsed =>
        {
            using IStudyStorage storage = source.OpenStorage(parsed);
            if (storage is not SqlStudyStorage database)
                throw new TuningException("A journal has no version: there is nothing to upgrade.");
            string before = database.Upgrade();
            parsed.InvocationConfiguration.Output.WriteLine(before == database.Head ? $"{before} already" : $"{before} -> {database.Head}");
        });
        return command;
    }
}
