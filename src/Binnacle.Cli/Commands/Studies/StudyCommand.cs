using System.CommandLine;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Studies;

/// <summary><c>binnacle study …</c>: studies of a storage.</summary>
internal static class StudyCommand
{
    public static Command Create(IAnsiConsole console) => new("study", "Studies of a storage: made, looked at, asked and told.")
    {
        ListCommand.Create(console),
        ImportanceCommand.Create(console),
        PlotCommand.Create(),
    };
}
