using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle artifacts …</c>: the files of runs.</summary>
internal static class ArtifactsCommand
{
    public static Command Create(IAnsiConsole console) => new("artifacts", "Files of runs: listed, fetched, added.") { List(console), Download(console), Upload(console) };

    private static Command List(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> run = Run();
        Argument<string?> path = new("path") { Description = "A folder among the files. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> recursive = new("--recursive", "-r") { Description = "Also what lies in folders below." };
        Command command = new("list", "List files with their sizes in bytes; folders end in a slash.") { run, path, store, recursive };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            IArtifactStore artifacts = await OpenAsync(opened, parsed.GetValue(run)!, stop);
            IReadOnlyList<ArtifactInfo> items = parsed.GetValue(recursive)
                ? await artifacts.ListFilesAsync(parsed.GetValue(path), stop)
                : await artifacts.ListAsync(parsed.GetValue(path), stop);
            foreach (ArtifactInfo item in items)
                console.WriteLine(item.IsFolder ? item.Path + "/" : $"{item.Path}\t{item.Size}");
        });
        return command;
    }

    private static Command Download(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> run = Run();
        Argument<string?> path = new("path") { Description = "A file or folder among the files. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<string> folder = new("--output", "-o") { Description = "The folder to write to; made when missing.", HelpName = "folder", DefaultValueFactory = _ => "." };
        Command command = new("download", "Fetch a file, a folder or all files of a run, and print where they are.") { run, path, store, folder };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            IArtifactStore artifacts = await OpenAsync(opened, parsed.GetValue(run)!, stop);
            console.WriteLine(await artifacts.DownloadAsync(parsed.GetValue(path), parsed.GetValue(folder)!, stop));
        });
        return command;
    }

    private static Command Upload(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> run = Run();
        Argument<string[]> files = new("files") { Description = "Local files or folders; of a folder, what is in it.", Arity = ArgumentArity.OneOrMore };
        Option<string?> folder = new("--to") { Description = "The folder among the run's files to put them in. Default: the root.", HelpName = "path" };
        Command command = new("upload", "Add files to a run.") { run, files, store, folder };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            IArtifactStore artifacts = await OpenAsync(opened, parsed.GetValue(run)!, stop);
            foreach (string file in parsed.GetValue(files)!)
            {
                if (Directory.Exists(file))
                    await artifacts.WriteFolderAsync(file, parsed.GetValue(folder), stop);
                else if (File.Exists(file))
                    await artifacts.WriteFileAsync(file, parsed.GetValue(folder), stop);
                else
                    throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"'{file}' is neither a file nor a folder.");
                console.WriteLine($"added '{file}'");
            }
        });
        return command;
    }

    private static async Task<IArtifactStore> OpenAsync(ITrackingStore store, string run, CancellationToken stop) =>
        store.OpenArtifacts((await Finder.RunAsync(store, run, stop)).Info);

    private static Argument<string> Run() => new("run") { Description = "Id of the run, the beginning of it, or its name." };
}
