using System.CommandLine;
using System.Globalization;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle runs show</c>: all that a run logged.</summary>
internal static class RunShowCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Argument<string> name = new("run") { Description = "Id of the run, the beginning of it, or its name." };
        Option<bool> json = new("--json") { Description = "Write the run as JSON." };
        Command command = new("show", "Show a run: what it is, parameters, metrics, tags, data sets, files.") { name, store, json };
        command.SetStoreAction(store, async (parsed, opened, stop) =>
        {
            Run run = await Finder.RunAsync(opened, parsed.GetValue(name)!, stop);
            if (parsed.GetValue(json))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(EntityText.Json(to => EntityText.Write(to, run)));
            else
                await ShowAsync(console, opened, run, stop);
        });
        return command;
    }

    private static async Task ShowAsync(IAnsiConsole console, ITrackingStore store, Run run, CancellationToken stop)
    {
        RunInfo info = run.Info;
        Experiment experiment = await store.GetExperimentAsync(info.ExperimentId, stop);
        Section(console, null,
        [
            ("Run", $"{info.RunName} ({info.RunId})"),
            ("Experiment", $"{experiment.Name} ({experiment.ExperimentId})"),
            ("Status", info.Status.ToName() + (info.LifecycleStage == LifecycleStage.Deleted ? ", deleted" : "")),
            ("User", info.UserId),
            ("Started", EntityText.Time(info.StartTime)),
            ("Ended", EntityText.Time(info.EndTime)),
            ("Artifacts", info.ArtifactUri),
        ]);
        Section(console, "Parameters", run.Params.Select(param => (param.Key, param.Value)));
        Section(console, "Metrics, last point", run.Metrics.Values.Select(metric =>
            (metric.Key, string.Create(CultureInfo.InvariantCulture, $"{EntityText.Number(metric.Value)} at step {metric.Step}"))));
        Section(console, "Tags", run.Tags.Select(tag => (tag.Key, tag.Value)));
        Section(console, "Data sets", run.Datasets.Select(input =>
            (input.Dataset.Name, $"{input.Dataset.Digest} {input.Tags.GetValueOrDefault(ReservedTags.DatasetContext)}".TrimEnd())));
        Section(console, "Files", await FilesAsync(store, info, stop));
    }

    private static async Task<IEnumerable<(string, string)>> FilesAsync(ITrackingStore store, RunInfo run, CancellationToken stop)
    {
        try
        {
            return (await store.OpenArtifacts(run).ListAsync(cancellationToken: stop)).Select(item =>
                (item.IsFolder ? item.Path + "/" : item.Path, item.Size is { } size ? EntityText.Size(size) : ""));
        }
        catch (TrackingException error)
        {
            await Console.Error.WriteLineAsync($"The files of run {run.RunId} cannot be listed: {error.Message}");
            return [];
        }
    }

    private static void Section(IAnsiConsole console, string? title, IEnumerable<(string Name, string Value)> rows)
    {
        (string Name, string Value)[] sorted = [.. title is null ? rows : rows.OrderBy(row => row.Name, StringComparer.Ordinal)];
        if (sorted.Length == 0)
            return;
        if (title is not null)
            console.WriteLine($"{Environment.NewLine}{title}");
        int width = sorted.Max(row => row.Name.Length);
        foreach ((string name, string value) in sorted)
            console.WriteLine($"{(title is null ? "" : "  ")}{name.PadRight(width)}  {value}".TrimEnd());
    }
}
