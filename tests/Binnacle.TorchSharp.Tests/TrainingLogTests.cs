using Binnacle.Testing;
using Binnacle.Tracking;
using static TorchSharp.torch;

namespace Binnacle.TorchSharp.Tests;

[Collection("libtorch")]
public sealed class TrainingLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_training_is_logged_with_losses_rates_checkpoints_and_model()
    {
        using SmallTraining training = new();
        FileTrackingStore store = new(_folder["mlruns"]);
        ActiveRun run = await new TrackingClient(store, new TrackingClientOptions { SpillFolder = "" }).StartRunAsync();
        TrainingLog log = await TrainingLog.StartAsync(run, training.Model, training.Optimizer, new AutologOptions { EverySteps = 2, Datasets = [new DatasetFacts("train", 8, [4])] });
        List<double> losses = [];
        CheckpointStore checkpoints = new(_folder["checkpoints"]);
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            for (int step = 0; step < 4; step++)
            {
                losses.Add(Train(training));
                log.Step(losses[^1]);
            }

            log.Epoch([new("test_accuracy", epoch / 10.0)]);
            await log.CheckpointAsync(checkpoints.Save(SmallTraining.State(epoch), training.Model, training.Optimizer));
        }

        using Tensor example = ones(2, 4);
        ModelVersion? version = await log.LogModelAsync(example, registeredModelName: "small");
        await run.FinishAsync();

        Run stored = await store.GetRunAsync(run.RunId);
        Assert.Equal(("Sequential", "Adadelta", "4", "torchsharp"), (stored.Params["model_class"], stored.Params["optimizer_name"], stored.Params["dataset_train_shape"], stored.Tags["mlflow.autologging"]));
        Assert.Equal([2L, 4, 6, 8], await StepsAsync(store, run, "train_loss_step"));
        Assert.Equal([2L, 4, 6, 8], await StepsAsync(store, run, "learning_rate"));
        Assert.Equal([1L, 2], await StepsAsync(store, run, "test_accuracy"));
        Assert.Equal(losses[4..].Average(), stored.Metrics["train_loss"].Value, 12);
        Assert.Equal("checkpoints/2", stored.Tags["mlflow.latest_checkpoint_artifact"]);
        Assert.Equal(("small", run.RunId), (version!.Name, version.RunId));

        IArtifactStore artifacts = store.OpenArtifacts(run.Info);
        Assert.Contains((await artifacts.ListFilesAsync("checkpoints/1")), file => file.Path.EndsWith("model.dat", StringComparison.Ordinal));
        Assert.Contains("linear", await artifacts.ReadTextAsync(AutologDescription.SummaryFile), StringComparison.Ordinal);
        string description = await artifacts.ReadTextAsync("model/MLmodel");
        Assert.All(["torchsharp:", "model_data: data/model.dat", "\"dtype\": \"float32\", \"shape\": [-1, 4]"], text => Assert.Contains(text, description, StringComparison.Ordinal));
        float[] weights = training.Weights;
        string local = await artifacts.DownloadAsync("model", _folder["back"]);
        using SmallTraining other = new(seed: 2);
        other.Model.load(Path.Combine(local, "data", "model.dat"));
        Assert.Equal(weights, other.Weights);
    }

    private static double Train(SmallTraining training)
    {
        using var scope = NewDisposeScope();
        training.Optimizer.zero_grad();
        Tensor loss = training.Model.call(ones(2, 4)).square().mean();
        loss.backward();
        training.Optimizer.step();
        return loss.item<float>();
    }

    private static async Task<IEnumerable<long>> StepsAsync(FileTrackingStore store, ActiveRun run, string key) =>
        (await store.GetMetricHistoryAsync(run.RunId, key)).Items.Select(point => point.Step);
}
