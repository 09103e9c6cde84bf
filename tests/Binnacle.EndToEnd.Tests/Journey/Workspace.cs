using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>A folder in which a user trains: commands are started in it, and what they leave is read from it.</summary>
internal sealed class Workspace(DigitsData data) : IDisposable
{
    public static readonly string[] MetricNames = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"];

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string this[params string[] parts] => _folder[parts];

    /// <summary>Trains on the small data set to the end.</summary>
    public Task<Outcome> TrainAsync(params string[] overrides) => SampleProgram.TrainModel.RunAsync(Path, OnSmallData(overrides));

    /// <summary>Starts a training on the small data set.</summary>
    public RunningProgram StartTraining(params string[] overrides) => SampleProgram.TrainModel.Start(Path, OnSmallData(overrides));

    public RunningProgram StartTraining(IEnumerable<KeyValuePair<string, string>> environment, params string[] overrides) =>
        SampleProgram.TrainModel.Start(Path, environment, OnSmallData(overrides));

    /// <summary>The arguments of a training on the small data set.</summary>
    public string[] OnSmallData(params string[] overrides) => [$"data_dir_path={data.SmallProcessed}", .. overrides];

    /// <summary>The runs of the experiment <c>digits</c>, oldest first; none while there is no such experiment.</summary>
    public async Task<IReadOnlyList<Run>> RunsAsync(string? filter = null)
    {
        ITrackingStore store = OpenStore();
        if (await store.GetExperimentByNameAsync("digits") is not { } experiment)
            return [];
        RunQuery query = new() { ExperimentIds = [experiment.ExperimentId], Filter = filter, OrderBy = ["attributes.start_time ASC"] };
        return (await store.SearchRunsAsync(query)).Items;
    }

    /// <summary>The one run of the experiment.</summary>
    public async Task<Run> OnlyRunAsync() => Assert.Single(await RunsAsync());

    /// <summary>All points of the training's metrics as text <c>name step value</c>, ordered; a doubled point shows twice.</summary>
    public async Task<IReadOnlyList<string>> MetricPointsAsync(string runId)
    {
        ITrackingStore store = OpenStore();
        var points = new List<string>();
        foreach (string name in MetricNames)
        {
            PagedList<Metric> history = await store.GetMetricHistoryAsync(runId, name);
            points.AddRange(history.Items.OrderBy(point => point.Step).Select(point => $"{name} {point.Step} {point.Value:R}"));
        }

        return points;
    }

    public ITrackingStore OpenStore() => TrackingStore.Open(this["mlruns"]);

    /// <summary>The folders of checkpoints of a run, oldest first.</summary>
    public string[] Checkpoints(string runId) => Directory.Exists(this["models", runId])
        ? [.. Directory.EnumerateDirectories(this["models", runId], "epoch-*").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The folders that runs or sweeps made, below <c>outputs</c> or <c>multirun</c>: DATE/TIME.</summary>
    public string[] RunFolders(string kind) => Directory.Exists(this[kind])
        ? [.. Directory.EnumerateDirectories(this[kind]).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>A copy of the sample's <c>conf</c> folder, <c>train_model.yaml</c> changed by <paramref name="edit"/>.</summary>
    public string CopyConf(Func<string, string> edit)
    {
        string conf = Directory.CreateDirectory(this["conf"]).FullName;
        foreach (string file in Directory.EnumerateFiles(RepositoryRoot.Combine("samples", "Digits", "conf")))
            File.Copy(file, this["conf", System.IO.Path.GetFileName(file)]);
        string path = this["conf", "train_model.yaml"];
        File.WriteAllText(path, edit(File.ReadAllText(path)));
        return conf;
    }

    public void Dispose() => _folder.Dispose();
}
