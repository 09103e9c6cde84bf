using System.CommandLine;
using Binnacle.Cli.Commands.Config;
using Binnacle.Cli.Commands.Studies;
using Binnacle.Cli.Commands.Tracking;
using Binnacle.Configuration;
using Binnacle.Server;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Spectre.Console;

namespace Binnacle.Cli.Commands;

/// <summary>The tool's commands, and how their errors end: a message on stderr and exit code 1, or 2 for a wrong command line.</summary>
internal static class CommandLine
{
    private const int Usage = 2;
    private const int WidthOfFiles = 10_000;

    public static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = Root(args);
        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            ParseResult parsed = root.Parse(args);
            int code = await parsed.InvokeAsync(invocation);
            return parsed.Errors.Count > 0 ? Usage : code;
        }
        catch (Exception error) when (error is ConfigException or TrackingException or TuningException or ServerStartException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <summary>The command that is asked for alone, where it is known: the others would load libraries that it does not need.</summary>
    private static RootCommand Root(string[] args)
    {
        Dictionary<string, Func<Command>> commands = new(StringComparer.Ordinal)
        {
            ["ui"] = () => ServerCommand.Create("ui", "Show the runs of a store in the browser; the same as server."),
            ["server"] = () => ServerCommand.CreateWithUsers("server", "Serve the runs of a store to MLflow's clients and to browsers."),
            ["runs"] = () => RunsCommand.Create(Terminal()),
            ["experiments"] = () => ExperimentsCommand.Create(Terminal()),
            ["models"] = () => ModelsCommand.Create(Terminal()),
            ["artifacts"] = () => ArtifactsCommand.Create(Terminal()),
            ["gc"] = () => GcCommand.Create(Terminal()),
            ["db"] = () => DbCommand.Create(Terminal()),
            ["migrate"] = () => MigrateCommand.Create(Terminal()),
            ["sync"] = () => SyncCommand.Create(Terminal()),
            ["study"] = () => StudyCommand.Create(Terminal()),
            ["config"] = () => ConfigCommand.Create(Terminal()),
            ["completion"] = () => CompletionCommand.Create(),
        };
        RootCommand root = new("Looks at tracked runs, in the browser (binnacle ui) or on the command line, at studies, and at configurations.");
        if (args.Length > 0 && commands.TryGetValue(args[0], out Func<Command>? asked))
        {
            root.Add(asked());
            return root;
        }

        foreach (Func<Command> create in commands.Values)
            root.Add(create());
        return root;
    }

    /// <summary>Tables that go to a file or a pipe are as wide as they need: nothing is cut off for a program that reads them.</summary>
    private static IAnsiConsole Terminal()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
