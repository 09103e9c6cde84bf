using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle runs delete</c>, <c>restore</c> and <c>tag</c>.</summary>
internal static class RunChangeCommands
{
    public static Command Delete(IAnsiConsole console) => Each(
        console, "delete", "Mark runs as deleted; restore brings them back, gc removes them for good.", "deleted",
        (store, run, stop) => run.LifecycleStage == LifecycleStage.Deleted ? Refused(run, "deleted already") : store.DeleteRunAsync(run.RunId, stop));

    public static Command Restore(IAnsiConsole console) => Each(
        console, "restore", "Bring back deleted runs.", "restored",
        (store, run, stop) => run.LifecycleStage == LifecycleStage.Active ? Refused(run, "not deleted") : store.RestoreRunAsync(run.RunId, stop));

    public static Command Tag(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> name = new("run") { Description = "Id of the run, the beginning of it, or its name." };
        Argument<string[]> tags = new("tags") { Description = "Tags to set, each KEY=VALUE.", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> remove = new("--remove", "-r") { Description = "Keys of tags to remove.", HelpName = "key", AllowMultipleArgumentsPerToken = true };
        Command command = new("tag", "Set, change or remove tags of a run.") { name, tags, store, remove };
        command.Validators.Add(result =>
        {
            if (result.GetValue(tags) is null or [] && result.GetValue(remove) is null or [])
                result.AddError("Nothing to do: give tags as KEY=VALUE, or keys to --remove.");
        });
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Tag[] set = [.. (parsed.GetValue(tags) ?? []).Select(ParseTag)];
            RunInfo run = (await Finder.RunAsync(opened, parsed.GetValue(name)!, stop)).Info;
            foreach (Tag tag in set)
                await opened.SetTagAsync(run.RunId, tag, stop);
            foreach (string key in parsed.GetValue(remove) ?? [])
                await opened.DeleteTagAsync(run.RunId, key, stop);
            console.WriteLine($"tagged run '{run.RunName}' ({run.RunId})");
        });
        return command;
    }

    /// <summary>A tag written as <c>KEY=VALUE</c>.</summary>
    public static Tag ParseTag(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new Tag(text[..equals], text[(equals + 1)..])
            : throw new TrackingException(ErrorCodes.InvalidParameterValue, $"'{text}': expected a tag as KEY=VALUE.");
    }

    /// <summary>All names are looked up before anything is changed.</summary>
    private static Command Each(IAnsiConsole console, string verb, string description, string done, Func<ITrackingStore, RunInfo, CancellationToken, Task> change)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string[]> names = new("runs") { Description = "The runs: ids, beginnings of ids, or names.", Arity = ArgumentArity.OneOrMore };
        Command command = new(verb, description) { names, store };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            List<RunInfo> runs = [];
            foreach (string name in parsed.GetValue(names)!)
                runs.Add((await Finder.RunAsync(opened, name, stop)).Info);
            foreach (RunInfo run in runs)
            {
                await change(opened, run, stop);
                console.WriteLine($"{done} run '{run.RunName}' ({run.RunId})");
            }
        });
        return command;
    }

    private static Task Refused(RunInfo run, string why) => Task.FromException(
        new TrackingException(ErrorCodes.InvalidState, $"Run '{run.RunName}' ({run.RunId}) is {why}."));
}
