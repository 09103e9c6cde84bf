using Binnacle.Testing;
using Binnacle.TorchSharp;
using Binnacle.Tracking;

namespace Digits.Modeling.Tests;

/// <summary>A folder in which the sample's programs are run by a test, and what they leave there.</summary>
internal sealed class Workplace(SmallData data) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public ITrackingStore Store => TrackingStore.Open(_folder["mlruns"]);

    public Task<Outcome> TrainAsync(params string[] arguments) => SampleProgram.TrainModel.RunAsync(Path, Arguments(arguments));

    public RunningProgram StartTraining(params string[] arguments) =>
        SampleProgram.TrainModel.Start(Path, Arguments(arguments));

    public Task<Outcome> InferAsync(params string[] arguments) =>
        SampleProgram.BatchInfer.RunAsync(Path, [$"input_data_dir={data.InferFolder}", .. arguments]);

    /// <summary>The only run that is there.</summary>
    public async Task<Run> RunAsync() => Assert.Single(await RunsAsync());

    public async Task<IReadOnlyList<Run>> RunsAsync() =>
        await Store.GetExperimentByNameAsync("digits") is { } experiment
            ? (await Store.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment.ExperimentId] })).Items
            : [];

    public CheckpointStore Checkpoints(Run run) => new(_folder["models", run.Info.RunId]);

    /// <summary>All points of the training's metrics, as they stand in the store.</summary>
    public async Task<IReadOnlyList<(string Key, long Step, double Value)>> MetricsAsync(Run run)
    {
        List<(string, long, double)> points = [];
        foreach (string key in EpochResult.MetricNames)
        {
            PagedList<Metric> history = await Store.GetMetricHistoryAsync(run.Info.RunId, key);
            points.AddRange(history.Items.Select(point => (key, point.Step, point.Value)));
        }

        return points;
    }

    /// <summary>The hashes of weights, optimiser and random state in the run's last checkpoint.</summary>
    public IReadOnlyList<CheckpointPart> State(Run run) =>
        [.. Checkpoints(run).Last()!.Parts.Where(part => part.File is "model.dat" or "optimizer.dat" or "random.bin")];

    public void Dispose() => _folder.Dispose();

    private string[] Arguments(string[] arguments) => [$"data_dir_path={data.Folder}", "log_interval=1", .. arguments];
}
