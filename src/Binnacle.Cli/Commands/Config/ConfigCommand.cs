using System.CommandLine;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Config;

/// <summary><c>binnacle config</c>: configurations of any folder, without the program that they are for.</summary>
internal static class ConfigCommand
{
    public static Command Create(IAnsiConsole console) => new("config", "Compose, explain, check and compare the configurations of a folder written for Hydra or Binnacle.")
    {
        ComposeCommand.Create(),
        ExplainCommand.Create(),
        LintCommand.Create(console),
        DiffCommand.Create(console),
        SchemaCommand.Create(),
    };
}
