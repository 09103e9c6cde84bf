using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Digits.Modeling.Tests;

/// <summary>What the programs TrainModel and BatchInfer leave behind.</summary>
[Collection(LibtorchCollection.Name)]
public sealed class ProgramTests(SmallData data) : IDisposable
{
    private readonly Workplace _workplace = new(data);

    [Fact]
    public async Task A_training_is_a_run_with_parameters_metrics_tags_and_artifacts()
    {
        (await _workplace.TrainAsync("epochs=2", "mlflow_autolog=true")).Succeeded();
        Run run = await _workplace.RunAsync();

        Assert.Matches("^train-model-[0-9]+$", run.Info.RunName);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Equal(
            ["1.3", "32", "100", "Adadelta"],
            ((string[])["learning_rate", "train_batch_size", "test_batch_size", "optimizer_name"]).Select(key => run.Params[key]));
        Assert.Equal(
            [("train_loss", 1L), ("train_loss", 2L), ("train_accuracy", 1L), ("train_accuracy", 2L), ("test_loss", 1L), ("test_loss", 2L), ("test_accuracy", 1L), ("test_accuracy", 2L)],
            (await _workplace.MetricsAsync(run)).Select(point => (point.Key, point.Step)));
        Assert.True(run.Tags.ContainsKey("mlflow.source.name"));
        string[] artifacts = [.. (await _workplace.Store.OpenArtifacts(run.Info).ListFilesAsync()).Select(file => file.Path)];
        Assert.Superset(
            new HashSet<string> { "train_model_config.json", "model_summary.txt", "checkpoints/last/model.dat", "checkpoints/best/manifest.json" },
            new HashSet<string>(artifacts));
    }

    [Fact]
    public async Task Without_tracking_the_training_leaves_only_checkpoints()
    {
        (await _workplace.TrainAsync("epochs=1", "setup_mlflow=false")).Succeeded();
        Assert.False(Directory.Exists(Path.Combine(_workplace.Path, "mlruns")));
        Assert.Single(Directory.GetDirectories(Path.Combine(_workplace.Path, "models")));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_reported_and_training_goes_on()
    {
        string file = Path.Combine(_workplace.Path, "no-folder");
        File.WriteAllText(file, "");
        Outcome outcome = (await _workplace.TrainAsync("epochs=1", $"mlflow_tracking_uri={file}/mlruns")).Succeeded();
        Assert.Contains("ERROR", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(Path.Combine(_workplace.Path, "models")));
    }

    [Fact]
    public async Task A_dry_run_takes_one_step_in_one_epoch()
    {
        Outcome outcome = (await _workplace.TrainAsync("dry_run=true")).Succeeded();
        Assert.Contains("Epoch 1: 32/300", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Epoch 1: 64/300", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Epoch 2", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_data_is_refused_with_the_command_that_makes_it_and_no_run_is_started()
    {
        (await _workplace.TrainAsync("data_dir_path=./nowhere")).RefusedWith("nowhere", "samples/Digits/ProcessData");
        Assert.Empty(await _workplace.RunsAsync());
    }

    [Fact]
    public async Task Batch_inference_writes_a_line_for_each_image_with_the_best_checkpoint_of_the_newest_finished_run()
    {
        (await _workplace.TrainAsync("epochs=1")).Succeeded();
        (await _workplace.InferAsync()).Succeeded();
        (await _workplace.InferAsync($"run_id={(await _workplace.RunAsync()).Info.RunId}", "output_path=named.jsonl")).Succeeded();

        JsonElement[] lines = [.. File.ReadLines(Path.Combine(_workplace.Path, "batch_infer_res.jsonl")).Select(line => JsonElement.Parse(line))];
        Assert.Equal(Enumerable.Range(0, 20), lines.Select(line => line.GetProperty("index").GetInt32()));
        Assert.All(lines, line => Assert.Equal(
            ["time", "source", "index", "prediction", "probability"], line.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(
            lines.Select(line => line.GetProperty("prediction").GetInt32()),
            File.ReadLines(Path.Combine(_workplace.Path, "named.jsonl")).Select(line => JsonElement.Parse(line).GetProperty("prediction").GetInt32()));
    }

    [Fact]
    public async Task Batch_inference_without_a_finished_run_or_without_images_says_what_is_missing()
    {
        (await _workplace.InferAsync()).RefusedWith("no finished run with a checkpoint");
        (await _workplace.InferAsync("input_data_dir=./nowhere")).RefusedWith("./nowhere", "'*.idx*'");
    }

    public void Dispose() => _workplace.Dispose();
}
