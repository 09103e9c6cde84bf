using Binnacle.Tracking;
using Spectre.Console;

namespace Binnacle.Cli.Commands.Tracking;

/// <summary>Removes deleted runs, logged models and experiments of a store for good. What cannot be removed whole is told and stays, the rest goes.</summary>
internal sealed class GarbageCollection(ITrackingStore store, IAnsiConsole console)
{
    private int _runs, _experiments, _models, _kept;
    private long _bytes;

    /// <summary>What was deleted later than this stays (ms since 1970).</summary>
    public required long Limit { get; init; }

    /// <summary>The runs to remove; null for all, unless others are named.</summary>
    public IReadOnlyList<string>? RunIds { get; init; }

    /// <summary>The experiments to remove; null for all, unless others are named.</summary>
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    /// <summary>The logged models to remove; null for all, unless others are named.</summary>
    public IReadOnlyList<string>? ModelIds { get; init; }

    /// <summary>Whether files stay.</summary>
    public bool KeepArtifacts { get; init; }

    /// <summary>Whether it is only told what would be removed.</summary>
    public bool IsDryRun { get; init; }

    /// <returns>Whether nothing had to be kept.</returns>
    /// <exception cref="TrackingException">A named run, experiment or logged model is missing, not deleted, or was deleted too lately; nothing was removed.</exception>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        List<Run> runs = [.. await NamedRunsAsync(stop)];
        List<Experiment> experiments = [.. await NamedExperimentsAsync(stop)];
        List<LoggedModel> models = [];
        if (RunIds is null && ExperimentIds is null && ModelIds is null)
            await FindAsync(runs, experiments, models, stop);
        else
            models.AddRange(await NamedModelsAsync(stop));
        foreach (Experiment experiment in experiments)
            runs.AddRange((await DeletedRunsAsync(experiment, stop)).Where(run => runs.TrueForAll(known => known.Info.RunId != run.Info.RunId)));

        HashSet<string> keptExperiments = [];
        foreach (Run run in runs)
        {
            if (!await EraseRunAsync(run.Info, stop))
                keptExperiments.Add(run.Info.ExperimentId);
        }

        foreach (LoggedModel model in models)
            await EraseModelAsync(model, stop);
        foreach (Experiment experiment in experiments.Where(experiment => !keptExperiments.Contains(experiment.ExperimentId)))
            await EraseExperimentAsync(experiment, stop);
        Tell();
        return _kept == 0;
    }

    private async Task<IReadOnlyList<Run>> NamedRunsAsync(CancellationToken stop)
    {
        List<Run> runs = [];
        foreach (string id in (RunIds ?? []).Distinct())
        {
            Run run = await store.GetRunAsync(id, stop);
            Check($"Run {id}", run.Info.LifecycleStage, run.Info.DeletedTime ?? 0);
            runs.Add(run);
        }

        return runs;
    }

    private async Task<IReadOnlyList<Experiment>> NamedExperimentsAsync(CancellationToken stop)
    {
        List<Experiment> experiments = [];
        foreach (string id in (ExperimentIds ?? []).Distinct())
        {
            Experiment experiment = await store.GetExperimentAsync(id, stop);
            Check($"Experiment {id}", experiment.LifecycleStage, experiment.LastUpdateTime ?? 0);
            experiments.Add(experiment);
        }

        return experiments;
    }

    private async Task<IReadOnlyList<LoggedModel>> NamedModelsAsync(CancellationToken stop)
    {
        if (ModelIds is null)
            return [];
        List<LoggedModel> deleted = [];
        await foreach (Experiment experiment in ExperimentsAsync(stop))
            deleted.AddRange(await ModelsAsync(experiment, ViewType.DeletedOnly, stop));
        LoggedModel[] named = [.. ModelIds.Distinct().Select(id => deleted.Find(model => model.ModelId == id)
            ?? throw new TrackingException(ErrorCodes.ResourceDoesNotExist, $"There is no deleted logged model {id}; only what is deleted can be removed for good."))];
        foreach (LoggedModel model in named)
            Check($"Logged model {model.ModelId}", LifecycleStage.Deleted, model.LastUpdateTime);
        return named;
    }

    private void Check(string what, LifecycleStage stage, long deleted)
    {
        if (stage != LifecycleStage.Deleted)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"{what} is not deleted; only what is can be removed for good.");
        if (deleted > Limit)
            throw new TrackingException(ErrorCodes.InvalidParameterValue, $"{what} was deleted later than --older-than permits.");
    }

    private async Task FindAsync(List<Run> runs, List<Experiment> experiments, List<LoggedModel> models, CancellationToken stop)
    {
        await foreach (Experiment experiment in ExperimentsAsync(stop))
        {
            if (experiment.LifecycleStage == LifecycleStage.Deleted && (experiment.LastUpdateTime ?? 0) <= Limit)
            {
                experiments.Add(experiment);
                continue;
            }

            runs.AddRange((await DeletedRunsAsync(experiment, stop)).Where(run => (run.Info.DeletedTime ?? experiment.LastUpdateTime ?? 0) <= Limit));
            models.AddRange((await ModelsAsync(experiment, ViewType.DeletedOnly, stop)).Where(model => model.LastUpdateTime <= Limit));
        }
    }

    private IAsyncEnumerable<Experiment> ExperimentsAsync(CancellationToken stop)
    {
        ExperimentQuery query = new() { View = ViewType.All };
        return PagedSearch.AllAsync((token, ask) => store.SearchExperimentsAsync(query with { PageToken = token }, ask), null, stop);
    }

    /// <summary>Read whole before anything is removed: pages shift when their runs go.</summary>
    private async Task<IReadOnlyList<Run>> DeletedRunsAsync(Experiment experiment, CancellationToken stop)
    {
        List<Run> runs = [];
        await foreach (Run run in new TrackingClient(store).FindRunsAsync(new RunQuery { ExperimentIds = [experiment.ExperimentId], View = ViewType.DeletedOnly }, stop))
            runs.Add(run);
        return runs;
    }

    private async Task<bool> EraseRunAsync(RunInfo run, CancellationToken stop)
    {
        string name = $"run '{run.RunName}' ({run.RunId})";
        if (await EraseArtifactsAsync(name, () => store.OpenArtifacts(run), stop) is not { } freed)
            return false;
        if (!IsDryRun)
            await store.EraseRunAsync(run.RunId, stop);
        _runs++;
        console.WriteLine($"{(IsDryRun ? "would remove" : "removed")} {name}, {EntityText.Size(freed)} of artifacts");
        return true;
    }

    private async Task EraseModelAsync(LoggedModel model, CancellationToken stop)
    {
        string name = NameOf(model);
        if (await EraseArtifactsAsync(name, () => store.LoggedModels.OpenArtifacts(model), stop) is not { } freed)
            return;
        if (!IsDryRun)
            await store.LoggedModels.EraseLoggedModelAsync(model.ModelId, stop);
        _models++;
        console.WriteLine($"{(IsDryRun ? "would remove" : "removed")} {name}, {EntityText.Size(freed)} of artifacts");
    }

    /// <summary>The files of its logged models lie beside those of its runs.</summary>
    private async Task EraseExperimentAsync(Experiment experiment, CancellationToken stop)
    {
        string name = $"experiment '{experiment.Name}' ({experiment.ExperimentId})";
        foreach (LoggedModel model in await ModelsAsync(experiment, ViewType.All, stop))
        {
            if (await EraseArtifactsAsync($"{NameOf(model)} of {name}", () => store.LoggedModels.OpenArtifacts(model), stop) is null)
                return;
        }

        if (!IsDryRun)
            await store.EraseExperimentAsync(experiment.ExperimentId, stop);
        _experiments++;
        console.WriteLine($"{(IsDryRun ? "would remove" : "removed")} {name}");
    }

    private async Task<IReadOnlyList<LoggedModel>> ModelsAsync(Experiment experiment, ViewType view, CancellationToken stop)
    {
        List<LoggedModel> models = [];
        LoggedModelQuery query = new() { ExperimentIds = [experiment.ExperimentId], View = view };
        try
        {
            await foreach (LoggedModel model in PagedSearch.AllAsync((token, ask) => store.LoggedModels.SearchLoggedModelsAsync(query with { PageToken = token }, ask), null, stop))
                models.Add(model);
        }
        catch (TrackingException error) when (error.ErrorCode is ErrorCodes.NotImplemented)
        {
            // A database of MLflow 2 has no logged models.
        }

        return models;
    }

    /// <returns>Bytes that are freed; null when the files cannot be reached from here: without its row nobody would find them again.</returns>
    private async Task<long?> EraseArtifactsAsync(string owner, Func<IArtifactStore> open, CancellationToken stop)
    {
        if (KeepArtifacts)
            return 0;
        long bytes = 0;
        try
        {
            IArtifactStore artifacts = open();
            foreach (ArtifactInfo file in await artifacts.ListFilesAsync(cancellationToken: stop))
                bytes += file.Size ?? 0;
            foreach (ArtifactInfo item in IsDryRun ? [] : await artifacts.ListAsync(cancellationToken: stop))
                await artifacts.DeleteAsync(item.Path, stop);
        }
        catch (TrackingException error) when (error.ErrorCode is not ErrorCodes.ResourceDoesNotExist)
        {
            return Keep(owner, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Keep(owner, error);
        }

        _bytes += bytes;
        return bytes;
    }

    private static string NameOf(LoggedModel model) => $"logged model '{model.Name}' ({model.ModelId})";

    private long? Keep(string owner, Exception error)
    {
        _kept++;
        Console.Error.WriteLine($"{owner} stays: {error.Message} (--keep-artifacts removes its rows all the same.)");
        return null;
    }

    private void Tell()
    {
        console.WriteLine($"{(IsDryRun ? "Would remove" : "Removed")} {_runs} runs and {_experiments} experiments, {(_models > 0 ? $"{_models} logged models, " : "")}{EntityText.Size(_bytes)} of artifacts.");
        if (IsDryRun && _runs + _experiments + _models > 0)
            console.WriteLine("Nothing was removed yet: add --yes to do it.");
    }
}
