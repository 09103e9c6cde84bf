using System.CommandLine;
using System.Globalization;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands;

/// <summary><c>binnacle experiments list</c>: the experiments of a store as a table.</summary>
internal static class ExperimentsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        var list = new Command("list", "Show the experiments as a table.") { store };
        list.SetAction(async (parsed, stop) =>
        {
            ITrackingStore opened = StoreOption.Open(parsed, store);
            PagedList<Experiment> found = await opened.SearchExperimentsAsync(new ExperimentQuery { MaxResults = RunQuery.LargestPage }, stop);
            Write(console, found.Items);
            return 0;
        });
        return new Command("experiments", "Experiments of a store.") { list };
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<Experiment> experiments)
    {
        if (experiments.Count == 0)
        {
            console.WriteLine("No experiments yet.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("Id", "Name", "Created");
        foreach (Experiment experiment in experiments)
            table.AddRow(new Text(experiment.ExperimentId), new Text(experiment.Name), new Text(Created(experiment)));
        console.Write(table);
    }

    private static string Created(Experiment experiment) => experiment.CreationTime is { } time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "";
}
