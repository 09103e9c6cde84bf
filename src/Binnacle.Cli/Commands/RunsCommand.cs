using System.CommandLine;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle runs search</c>: the runs of an experiment as a table.</summary>
internal static class RunsCommand
{
    private const int ShownByDefault = 20;

    public static Command Create(IAnsiConsole console)
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

        var search = new Command("search", "Find runs and show them as a table.") { store, experiment, filter, order, limit };
        search.Aliases.Add("list");
        search.SetAction(async (parsed, stop) =>
        {
            ITrackingStore opened = StoreOption.Open(parsed, store);
            PagedList<Run> found = await opened.SearchRunsAsync(
                new RunQuery
                {
                    ExperimentIds = await ExperimentIdsAsync(opened, parsed.GetValue(experiment), stop),
                    Filter = parsed.GetValue(filter),
                    OrderBy = parsed.GetValue(order) ?? [],
                    MaxResults = Math.Clamp(parsed.GetValue(limit), 1, RunQuery.LargestPage),
                },
                stop);
            RunsTable.Write(console, found);
            return 0;
        });
        return new Command("runs", "Runs of a store.") { search };
    }

    private static async Task<IReadOnlyList<string>> ExperimentIdsAsync(ITrackingStore store, string? nameOrId, CancellationToken stop)
    {
        if (nameOrId is not null)
            return [(await store.GetExperimentByNameAsync(nameOrId, stop) ?? await store.GetExperimentAsync(nameOrId, stop)).ExperimentId];
        PagedList<Experiment> all = await store.SearchExperimentsAsync(new ExperimentQuery { MaxResults = RunQuery.LargestPage }, stop);
        return [.. all.Items.Select(found => found.ExperimentId)];
    }
}
