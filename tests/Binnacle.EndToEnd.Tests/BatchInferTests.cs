using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.EndToEnd.Tests;

/// <summary>The program <c>BatchInfer</c>: a line for each image.</summary>
public sealed class BatchInferTests(DigitsData data)
{
    [Fact]
    public async Task Each_image_gets_a_line_from_the_best_checkpoint_of_the_newest_finished_run()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=2")).Succeeded();

        Outcome outcome = (await InferAsync(workspace)).Succeeded();

        string run = (await workspace.OnlyRunAsync()).Info.RunId;
        Assert.Contains(run, outcome.Output, StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(workspace["batch_infer_res.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(20, lines.Length);
        for (int index = 0; index < lines.Length; index++)
        {
            JsonElement line = JsonDocument.Parse(lines[index]).RootElement;
            Assert.Equal(["time", "source", "index", "prediction", "probability"], line.EnumerateObject().Select(property => property.Name));
            Assert.Equal(index, line.GetProperty("index").GetInt32());
            Assert.Equal("digits.idx3-ubyte.gz", line.GetProperty("source").GetString());
            Assert.InRange(line.GetProperty("prediction").GetInt32(), 0, 9);
            Assert.InRange(line.GetProperty("probability").GetDouble(), 0.1, 1.0);
            Assert.InRange(line.GetProperty("time").GetDateTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow);
        }
    }

    [Fact]
    public async Task A_run_is_named_by_its_id()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        string first = (await workspace.OnlyRunAsync()).Info.RunId;
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();

        Outcome outcome = (await InferAsync(workspace, $"run_id={first}", "output_path=out/first.jsonl")).Succeeded();

        Assert.Contains(first, outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(workspace["out", "first.jsonl"]));
    }

    [Fact]
    public async Task Without_a_finished_run_nothing_is_inferred()
    {
        using Workspace workspace = new(data);

        (await InferAsync(workspace)).RefusedWith("no finished run", "dotnet run --project samples/Digits/TrainModel");

        Assert.False(File.Exists(workspace["batch_infer_res.jsonl"]));
    }

    [Fact]
    public async Task Without_images_the_folder_is_named()
    {
        using Workspace workspace = new(data);

        Outcome outcome = await SampleProgram.BatchInfer.RunAsync(workspace.Path, "input_data_dir=./empty");

        outcome.RefusedWith("./empty", "*.idx*");
    }

    [Fact]
    public async Task A_foreign_file_is_named_and_the_last_results_stay()
    {
        using Workspace workspace = new(data);
        using TemporaryFolder images = new();
        images.Write("photo.idx3", "no IDX file");
        string results = workspace["batch_infer_res.jsonl"];
        await File.WriteAllTextAsync(results, "earlier\n", TestContext.Current.CancellationToken);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();

        Outcome outcome = await SampleProgram.BatchInfer.RunAsync(workspace.Path, $"input_data_dir={images.Path}");

        outcome.RefusedWith("photo.idx3");
        Assert.Equal("earlier\n", await File.ReadAllTextAsync(results, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(workspace.Path, "*.tmp"));
    }

    private Task<Outcome> InferAsync(Workspace workspace, params string[] overrides) =>
        SampleProgram.BatchInfer.RunAsync(workspace.Path, [$"input_data_dir={data.Images}", .. overrides]);
}
