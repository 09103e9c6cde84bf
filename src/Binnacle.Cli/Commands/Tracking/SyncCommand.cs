using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle sync</c>: sends what runs could not send while their stores were away.</summary>
internal static class SyncCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Argument<string?> from = new("from") { Description = $"A store that was used without network: {StoreOption.Kinds}. Default: what waits in the spill folder.", Arity = ArgumentArity.ZeroOrOne };
        Argument<string?> to = new("to") { Description = "The store to bring its runs to, with their files.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> folder = new("--spill-folder") { Description = $"Where the runs of this machine keep what waits. Default: ${SpillFolder.Variable}, else the user's folder for data of programs.", HelpName = "folder" };
        Option<string?> uri = new("--tracking-uri") { Description = "The store to send what waits to, where it has another address now. Default: the one that each run logged to.", HelpName = "uri" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only show what waits." };
        Command command = new("sync", "Send what runs logged while their store was away; or, with two stores, copy what is new. Doing it twice doubles nothing.")
        {
            from, to, folder, uri, dryRun,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is not null && result.GetValue(to) is null)
                result.AddError("Two stores are needed to copy from one to the other: binnacle sync FROM TO. Without any, what waits on this machine is sent.");
        });
        command.SetAction(async (parsed, stop) => parsed.GetValue(from) is { } source
            ? await CopyAsync(console, source, parsed.GetValue(to)!, stop)
            : await SendAsync(console, new SpillFolder(parsed.GetValue(folder)), parsed.GetValue(uri), parsed.GetValue(dryRun), stop));
        return command;
    }

    private static async Task<int> CopyAsync(IAnsiConsole console, string from, string to, CancellationToken stop)
    {
        ITrackingStore source = StoreOption.Open(from), target = StoreOption.Open(to, isNew: true);
        using var closeSource = source as IDisposable;
        using var closeTarget = target as IDisposable;
        await new StoreCopy(source, target) { CopyArtifacts = true, Progress = new Lines(console) }.CopyAllAsync(stop);
        return 0;
    }

    /// <summary>A file that cannot be sent stays, and the others are sent all the same.</summary>
    private static async Task<int> SendAsync(IAnsiConsole console, SpillFolder folder, string? uri, bool dryRun, CancellationToken stop)
    {
        IReadOnlyList<SpilledRun> waiting = folder.Runs();
        if (waiting.Count == 0)
            console.WriteLine($"Nothing waits in '{folder.Path}'.");
        int failed = 0;
        foreach (SpilledRun run in waiting)
        {
            if (dryRun)
            {
                console.WriteLine($"waiting: {run.Path}");
                continue;
            }

            try
            {
                console.WriteLine(await run.SendAsync(store => StoreOption.Open(store), uri, stop) is { } sent
                    ? $"sent {sent.Points} points, {sent.Others} parameters and tags, {sent.Artifacts} files of run '{sent.RunName}' ({sent.RunId}) to {sent.StoreUri}"
                    : $"left {run.Path} to the process that still writes it");
            }
            catch (Exception error) when (error is TrackingException or IOException or UnauthorizedAccessException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{run.Path} was not sent and stays: {error.Message}");
            }
        }

        return failed == 0 ? 0 : 1;
    }
}
