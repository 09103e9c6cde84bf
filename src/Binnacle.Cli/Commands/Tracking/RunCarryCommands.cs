using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle runs export</c> and <c>import</c>: runs with their files as a folder that MLflow opens too.</summary>
internal static class RunCarryCommands
{
    public static Command Export(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string[]> names = new("runs") { Description = "The runs: ids, beginnings of ids, or names.", Arity = ArgumentArity.OneOrMore };
        Option<string> folder = new("--output", "-o") { Description = "The folder to write, in the form of ./mlruns; what it has already stays.", HelpName = "folder", Required = true };
        Command command = new("export", "Copy runs, with their files, into a folder; import brings them into another store.") { names, store, folder };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            StoreCopy copy = new(opened, new FileTrackingStore(parsed.GetValue(folder)!)) { CopyArtifacts = true };
            foreach (string name in parsed.GetValue(names)!)
            {
                RunInfo run = (await Finder.RunAsync(opened, name, stop)).Info;
                await copy.CopyRunAsync(run.RunId, stop);
                console.WriteLine($"exported run '{run.RunName}' ({run.RunId})");
            }
        });
        return command;
    }

    public static Command Import(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> folder = new("folder") { Description = "A folder that export wrote, or any mlruns folder." };
        Command command = new("import", "Copy the runs of a folder, with their files, into a store. Again: only what is new.") { folder, store };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            string path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path))
                throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"'{path}' is not a folder; there is nothing to import.");
            await new StoreCopy(new FileTrackingStore(path), opened) { CopyArtifacts = true, Progress = new Lines(console) }.CopyAllAsync(stop);
        }, isNew: true);
        return command;
    }
}
