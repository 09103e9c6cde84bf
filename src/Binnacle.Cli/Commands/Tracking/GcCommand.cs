using System.CommandLine;
using System.Globalization;
using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary><c>binnacle gc</c>: removes deleted runs and experiments for good, with their artifacts.</summary>
internal static class GcCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Option<string?> store = StoreOption.Create();
        Option<string?> age = new("--older-than") { Description = "Only what was deleted longer ago than this, for example 30d or 1d12h. Default: everything deleted.", HelpName = "time" };
        Option<bool> dryRun = new("--dry-run") { Description = "Only show what would be removed." };
        var command = new Command("gc", "Remove deleted runs and experiments for good, with their artifacts.") { store, age, dryRun };
        command.SetAction(async (parsed, stop) =>
        {
            ITrackingStore opened = StoreOption.Open(parsed, store);
            using var close = opened as IDisposable;
            var limit = DateTimeOffset.UtcNow - AgeText.Parse(parsed.GetValue(age));
            return await RunAsync(console, opened, limit.ToUnixTimeMilliseconds(), parsed.GetValue(dryRun), stop);
        });
        return command;
    }

    private static async Task<int> RunAsync(IAnsiConsole console, ITrackingStore store, long limit, bool dryRun, CancellationToken stop)
    {
        (int runs, long bytes, int experiments) = (0, 0, 0);
        List<Experiment> all = [.. (await store.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All, MaxResults = RunQuery.LargestPage }, stop)).Items];
        foreach (Experiment experiment in all)
        {
            await foreach (Run run in DeletedAsync(store, experiment, limit, stop))
            {
                long freed = await EraseAsync(store, run.Info, dryRun, stop);
                (runs, bytes) = (runs + 1, bytes + freed);
                console.WriteLine($"{(dryRun ? "would remove" : "removed")} run '{run.Info.RunName}' ({run.Info.RunId}), {EntityText.Size(freed)} of artifacts");
            }

            if (experiment.LifecycleStage != LifecycleStage.Deleted || experiment.LastUpdateTime > limit)
                continue;
            experiments++;
            if (!dryRun)
                await store.EraseExperimentAsync(experiment.ExperimentId, stop);
            console.WriteLine($"{(dryRun ? "would remove" : "removed")} experiment '{experiment.Name}' ({experiment.ExperimentId})");
        }

        console.WriteLine($"{(dryRun ? "Would remove" : "Removed")} {runs} runs and {experiments} experiments, {EntityText.Size(bytes)} of artifacts.");
        return 0;
    }

    /// <summary>Read whole before anything is removed: pages shift when their runs go.</summary>
    private static async IAsyncEnumerable<Run> DeletedAsync(
        ITrackingStore store, Experiment experiment, long limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        List<Run> runs = [];
        await foreach (Run run in new TrackingClient(store).FindRunsAsync(new RunQuery { ExperimentIds = [experiment.ExperimentId], View = ViewType.DeletedOnly }, stop))
            runs.Add(run);
        foreach (Run run in runs.Where(run => (run.Info.DeletedTime ?? experiment.LastUpdateTime ?? 0) <= limit))
            yield return run;
    }

    /// <summary>Artifacts that are gone already, or in places that cannot be reached from here, do not keep the run.</summary>
    private static async Task<long> EraseAsync(ITrackingStore store, RunInfo run, bool dryRun, CancellationToken stop)
    {
        long bytes = 0;
        try
        {
            IArtifactStore artifacts = store.OpenArtifacts(run);
            foreach (ArtifactInfo file in await artifacts.ListFilesAsync(cancellationToken: stop))
                bytes += file.Size ?? 0;
            foreach (ArtifactInfo item in dryRun ? [] : await artifacts.ListAsync(cancellationToken: stop))
                await artifacts.DeleteAsync(item.Path, stop);
        }
        catch (TrackingException error) when (error.ErrorCode is ErrorCodes.NotImplemented or ErrorCodes.ResourceDoesNotExist)
        {
            await Console.Error.WriteLineAsync($"The artifacts of run {run.RunId} are left: {error.Message}");
        }

        if (!dryRun)
            await store.EraseRunAsync(run.RunId, stop);
        return bytes;
    }
}
