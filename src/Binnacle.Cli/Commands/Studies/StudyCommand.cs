using System.CommandLine;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study …</c>: studies of a storage.</summary>
internal static class StudyCommand
{
    public static Command Create(IAnsiConsole console) => new("study", "Studies of a storage: made, looked at, asked and told.")
    {
        CreateCommand.Create(),
        ListCommand.Create(console),
        TrialsCommand.Create(console),
        BestCommand.Create(console),
        AskCommand.Create(),
        TellCommand.Create(),
        EnqueueCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        CopyCommand.Create(),
        DeleteCommand.Create(),
        ImportanceCommand.Create(console),
        PlotCommand.Create(),
        UpgradeCommand.Create(),
        StorageCommand.Create(),
    };
}
