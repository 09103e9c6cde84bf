using System.CommandLine;
using System.Globalization;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle runs …</c>: the runs of a store, found, shown, compared and changed.</summary>
internal static class RunsCommand
{
    private const int ShownByDefault = 20;

    public static Command Create(IAnsiConsole console) => new("runs", "Runs of a store: found, shown, compared, changed, carried elsewhere.")
    {
        Search(console),
        RunShowCommand.Create(console),
        RunCompareCommand.Create(console),
        RunChangeCommands.Delete(console),
        RunChangeCommands.Restore(console),
        RunChangeCommands.Tag(console),
        RunCarryCommands.Export(console),
        RunCarryCommands.Import(console),
    };

    private static Command Search(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        var experiment = new Option<string?>("--experiment", "-e") { Description = "Name or id of the experiment. Default: all experiments." };
        var filter = new Option<string?>("--filter", "-f") { Description = "Condition in MLflow's search syntax, for example 'metrics.loss < 0.1 and params.lr = \"0.9\"'." };
        var order = new Option<string[]>("--order-by", "-o")
        {
            Description = "Order, for example 'metrics.test_accuracy DESC'. Default: newest first.",
            AllowMultipleArgumentsPerToken = true,
        };
        var limit = new Option<int>("--limit", "-n") { Description = "The greatest number of runs to show.", DefaultValueFactory = _ => ShownByDefault };
        Option<string> view = ViewOption.Create();
        var json = new Option<bool>("--json") { Description = "Write the runs as JSON." };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, CultureInfo.InvariantCulture, out int number) || number is < 1 or > RunQuery.LargestPage))
                result.AddError($"--limit: expected a number from 1 to {RunQuery.LargestPage}, found '{text}'.");
        });

        var search = new Command("search", "Find runs and show them as a table.") { store, experiment, filter, order, limit, view, json };
        search.Aliases.Add("list");
        search.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            PagedList<Run> found = await opened.SearchRunsAsync(
                new RunQuery
                {
                    ExperimentIds = await ExperimentIdsAsync(opened, parsed.GetValue(experiment), stop),
                    Filter = parsed.GetValue(filter),
                    OrderBy = parsed.GetValue(order) ?? [],
                    View = ViewOption.Of(parsed, view),
                    MaxResults = parsed.GetValue(limit),
                },
                stop);
            foreach (string warning in found.Warnings)
                await Console.Error.WriteLineAsync(warning);
            if (parsed.GetValue(json))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(EntityText.JsonList(found.Items, EntityText.Write));
            else
                RunsTable.Write(console, found);
        });
        return search;
    }

    private static async Task<IReadOnlyList<string>> ExperimentIdsAsync(ITrackingStore store, string? nameOrId, CancellationToken stop) => nameOrId is null
        ? [.. (await Finder.ExperimentsAsync(store, ViewType.All, stop)).Select(found => found.ExperimentId)]
        : [(await Finder.ExperimentAsync(store, nameOrId, stop)).ExperimentId];
}
