using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle experiments …</c>: the experiments of a store.</summary>
internal static class ExperimentsCommand
{
    public static Command Create(IAnsiConsole console) => new("experiments", "Experiments of a store: listed, made, renamed, tagged, deleted.")
    {
        List(console),
        New(console),
        Rename(console),
        Tag(console),
        Change(console, "delete", "Mark an experiment and its runs as deleted; restore brings them back, gc removes them for good.", "deleted", (store, id, stop) => store.DeleteExperimentAsync(id, stop)),
        Change(console, "restore", "Bring back a deleted experiment and its runs.", "restored", (store, id, stop) => store.RestoreExperimentAsync(id, stop)),
    };

    private static Command List(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Option<string> view = ViewOption.Create();
        Option<string?> filter = new("--filter", "-f") { Description = "Condition in MLflow's search syntax, for example \"name LIKE 'digits%'\"." };
        Option<bool> json = new("--json") { Description = "Write the experiments as JSON." };
        Command list = new("list", "Show the experiments as a table.") { store, view, filter, json };
        list.Aliases.Add("search");
        list.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            PagedList<Experiment> found = await opened.SearchExperimentsAsync(
                new ExperimentQuery { View = ViewOption.Of(parsed, view), Filter = parsed.GetValue(filter), MaxResults = RunQuery.LargestPage }, stop);
            foreach (string warning in found.Warnings)
                await Console.Error.WriteLineAsync(warning);
            if (parsed.GetValue(json))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(EntityText.JsonList(found.Items, EntityText.Write));
            else
                Write(console, found.Items);
        });
        return list;
    }

    private static Command New(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> name = new("name") { Description = "Name of the experiment, unique in the store." };
        Option<string?> location = new("--artifact-location") { Description = "URI under which its runs keep their files. Default: the store's choice.", HelpName = "uri" };
        Option<string[]> tags = new("--tag", "-t") { Description = "Tags, each KEY=VALUE.", HelpName = "tag", AllowMultipleArgumentsPerToken = true };
        Command command = new("create", "Make an experiment and print its id.") { name, store, location, tags };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Dictionary<string, string> set = new(StringComparer.Ordinal);
            foreach (Tag tag in (parsed.GetValue(tags) ?? []).Select(RunChangeCommands.ParseTag))
                set[tag.Key] = tag.Value;
            console.WriteLine(await opened.CreateExperimentAsync(parsed.GetValue(name)!, parsed.GetValue(location), set, stop));
        }, isNew: true);
        return command;
    }

    private static Command Rename(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> experiment = Named(), name = new("new-name") { Description = "The new name." };
        Command command = new("rename", "Give an experiment another name.") { experiment, name, store };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Experiment found = await Finder.ExperimentAsync(opened, parsed.GetValue(experiment)!, stop);
            await opened.RenameExperimentAsync(found.ExperimentId, parsed.GetValue(name)!, stop);
            console.WriteLine($"renamed experiment '{found.Name}' ({found.ExperimentId}) to '{parsed.GetValue(name)}'");
        });
        return command;
    }

    private static Command Tag(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> experiment = Named();
        Argument<string[]> tags = new("tags") { Description = "Tags to set, each KEY=VALUE.", Arity = ArgumentArity.OneOrMore };
        Command command = new("tag", "Set or change tags of an experiment.") { experiment, tags, store };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Tag[] set = [.. parsed.GetValue(tags)!.Select(RunChangeCommands.ParseTag)];
            Experiment found = await Finder.ExperimentAsync(opened, parsed.GetValue(experiment)!, stop);
            foreach (Tag tag in set)
                await opened.SetExperimentTagAsync(found.ExperimentId, tag, stop);
            console.WriteLine($"tagged experiment '{found.Name}' ({found.ExperimentId})");
        });
        return command;
    }

    private static Command Change(IAnsiConsole console, string verb, string description, string done, Func<ITrackingStore, string, CancellationToken, Task> change)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> experiment = Named();
        Command command = new(verb, description) { experiment, store };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Experiment found = await Finder.ExperimentAsync(opened, parsed.GetValue(experiment)!, stop);
            await change(opened, found.ExperimentId, stop);
            console.WriteLine($"{done} experiment '{found.Name}' ({found.ExperimentId})");
        });
        return command;
    }

    private static Argument<string> Named() => new("experiment") { Description = "Name or id of the experiment." };

    private static void Write(IAnsiConsole console, IReadOnlyList<Experiment> experiments)
    {
        if (experiments.Count == 0)
        {
            console.WriteLine("No experiments match.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Id", "Name", "State", "Created");
        foreach (Experiment experiment in experiments)
            table.AddRow(new Text(experiment.ExperimentId), new Text(experiment.Name), new Text(experiment.LifecycleStage.ToName()), new Text(EntityText.Time(experiment.CreationTime)));
        console.Write(table);
    }
}
