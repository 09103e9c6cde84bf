using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class SpillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FileTrackingStore _files;
    private readonly ITrackingStore _store;
    private readonly AwayStore _away;

    public SpillTests()
    {
        _files = new FileTrackingStore(_folder["mlruns"]);
        (_store, _away) = AwayStore.Around(_files);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_logged_while_the_store_is_away_arrives_in_order_when_it_is_back()
    {
        List<TrackingFault> faults = [];
        await using ActiveRun run = await StartAsync();
        run.Faulted += faults.Add;
        Log(run, 0, 100);
        await run.FlushAsync();
        _away.IsAway = true;
        for (int part = 1; part < 5; part++)
        {
            Log(run, part * 100, 100);
            await run.FlushAsync();
        }

        Assert.True(File.Exists(run.SpillPath));
        Assert.Equal(100, (await StepsAsync(run.RunId)).Count);
        run.LogParam("lr", 0.1);
        run.SetTag("stage", "first");
        run.SetTag("stage", "second");
        _away.IsAway = false;
        await run.FinishAsync();

        Assert.Equal(Enumerable.Range(0, 500).Select(step => (long)step), await StepsAsync(run.RunId));
        Run stored = await _files.GetRunAsync(run.RunId);
        Assert.Equal((RunStatus.Finished, "0.1", "second"), (stored.Info.Status, stored.Params["lr"], stored.Tags["stage"]));
        Assert.Null(run.SpillPath);
        Assert.Empty(Files());
        Assert.All(faults, fault => Assert.Equal(("reach the store", 0), (fault.Operation, fault.LostItems)));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public async Task A_store_that_comes_back_is_caught_up_with_while_nothing_is_logged()
    {
        await using ActiveRun run = await StartAsync();
        _away.IsAway = true;
        Log(run, 0, 10);
        await run.FlushAsync();
        _away.IsAway = false;
        await Eventually.HoldsAsync(async () => (await StepsAsync(run.RunId)).Count == 10, "the store has what was spilt");
    }

    [Fact]
    public async Task A_lost_answer_doubles_nothing()
    {
        await using ActiveRun run = await StartAsync();
        _away.LosesAnswer = true;
        Log(run, 0, 10);
        await run.FlushAsync();
        Log(run, 10, 10);
        await run.FinishAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(step => (long)step), await StepsAsync(run.RunId));
    }

    [Fact]
    public async Task A_store_that_stays_away_is_sent_the_rest_later_and_once()
    {
        ActiveRun run = await StartAsync(TimeSpan.Zero);
        Log(run, 0, 10);
        await run.FlushAsync();
        _away.IsAway = true;
        Log(run, 10, 2000);
        run.LogMetric("odd", double.NaN, 1);
        run.LogMetric("odd", double.NegativeInfinity, 2);
        run.LogParam("lr", 0.1);
        await run.FinishAsync();
        string file = run.SpillPath!;
        byte[] content = File.ReadAllBytes(file);
        Assert.Equal(RunStatus.Running, (await _files.GetRunAsync(run.RunId)).Info.Status);

        _away.IsAway = false;
        SpillReport? report = await Assert.Single(Spilled()).SendAsync(_ => _store);
        Assert.Equal((run.RunId, 2002, 1), (report!.RunId, report.Points, report.Others));
        Assert.Equal(Enumerable.Range(0, 2010).Select(step => (long)step), await StepsAsync(run.RunId));
        Run stored = await _files.GetRunAsync(run.RunId);
        Assert.Equal((RunStatus.Finished, "0.1"), (stored.Info.Status, stored.Params["lr"]));
        Assert.Empty(Spilled());

        // As if the process that sent it had been killed before it could remove the file.
        File.WriteAllBytes(file, content);
        report = await Assert.Single(Spilled()).SendAsync(_ => _store);
        Assert.Equal(0, report!.Points);
        Assert.Equal(2010, (await StepsAsync(run.RunId)).Count);
        Assert.Equal(2, (await _files.GetMetricHistoryAsync(run.RunId, "odd")).Items.Count);
    }

    [Fact]
    public async Task Files_and_data_sets_that_are_logged_while_the_store_is_away_arrive_when_it_is_back()
    {
        await using ActiveRun run = await StartAsync();
        await run.LogTextAsync("zero", "notes/text.txt");
        _away.IsAway = true;
        await LogFilesAsync(run);
        Assert.Equal("zero", await ReadAsync(run, "notes/text.txt"));
        _away.IsAway = false;
        await run.LogTextAsync("third", "notes/text.txt");
        await run.FinishAsync();

        await CheckFilesAsync(run, "third");
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Files_and_data_sets_of_a_store_that_stays_away_are_sent_later()
    {
        ActiveRun run = await StartAsync(TimeSpan.Zero);
        _away.IsAway = true;
        await LogFilesAsync(run);
        await run.FinishAsync();
        string file = run.SpillPath!;
        byte[] content = File.ReadAllBytes(file);

        _away.IsAway = false;
        SpillReport? report = await Assert.Single(Spilled()).SendAsync(_ => _store);
        Assert.Equal((5, 2), (report!.Artifacts, report.Others));
        await CheckFilesAsync(run, "second");
        Assert.Empty(Files());

        // As if the process that sent it had been killed before it could remove the file.
        File.WriteAllBytes(file, content);
        report = await Assert.Single(Spilled()).SendAsync(_ => _store);
        Assert.Equal(0, report!.Artifacts);
        await CheckFilesAsync(run, "second");
    }

    [Fact]
    public async Task A_file_that_the_store_refuses_when_it_is_back_is_told_and_stays()
    {
        List<TrackingFault> faults = [];
        await using ActiveRun run = await StartAsync();
        run.Faulted += faults.Add;
        await run.LogTextAsync("x", "folder/file.txt");
        _away.IsAway = true;
        await run.LogTextAsync("refused", "folder");
        _away.IsAway = false;
        await Assert.ThrowsAsync<TrackingException>(run.FinishAsync);
        TrackingFault fault = Assert.Single(faults, fault => fault.LostItems == 1);
        Assert.Contains("log the artifact 'folder', which stays in ", fault.Operation, StringComparison.Ordinal);
        Assert.Equal("refused", File.ReadAllText(Assert.Single(Files())));
    }

    [Fact]
    public async Task A_line_that_a_kill_cut_short_is_left_out()
    {
        ActiveRun run = await StartAsync(TimeSpan.Zero);
        _away.IsAway = true;
        Log(run, 0, 10);
        await run.FlushAsync();
        Log(run, 10, 10);
        await run.FlushAsync();
        await run.FinishAsync();
        string[] lines = File.ReadAllLines(run.SpillPath!);
        File.WriteAllText(run.SpillPath!, string.Join('\n', lines[..^2]) + "\n" + lines[^2][..^40]);
        _away.IsAway = false;
        Assert.Equal(10, (await Assert.Single(Spilled()).SendAsync(_ => _store))!.Points);
        Assert.Equal(10, (await StepsAsync(run.RunId)).Count);
    }

    [Fact]
    public async Task A_file_of_a_living_process_is_left_to_it_and_a_strange_one_refused()
    {
        await using ActiveRun run = await StartAsync();
        _away.IsAway = true;
        Log(run, 0, 10);
        await run.FlushAsync();
        Assert.Null(await Assert.Single(Spilled()).SendAsync(_ => _store));
        _away.IsAway = false;
        await run.FinishAsync();

        _folder.Write(Path.Combine("spill", "strange.jsonl"), "{\"a\":1}\n");
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => Assert.Single(Spilled()).SendAsync(_ => _store));
        Assert.Contains("strange.jsonl:1: expected the header of a spill file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_parameter_does_not_take_its_batch_along()
    {
        List<TrackingFault> faults = [];
        await using ActiveRun run = await StartAsync();
        run.Faulted += faults.Add;
        await _files.LogParamAsync(run.RunId, new Param("lr", "0.5"));
        run.LogParam("lr", 0.1);
        run.LogParam("seed", 1);
        Log(run, 0, 10);
        await Assert.ThrowsAsync<TrackingException>(() => run.FlushAsync());
        Assert.Equal(1, Assert.Single(faults).LostItems);
        Run stored = await _files.GetRunAsync(run.RunId);
        Assert.Equal(("0.5", "1"), (stored.Params["lr"], stored.Params["seed"]));
        Assert.Equal(10, (await StepsAsync(run.RunId)).Count);
    }

    [Fact]
    public async Task What_can_be_kept_nowhere_is_told()
    {
        string taken = _folder.Write("taken", "");
        List<TrackingFault> faults = [];
        TrackingClient client = new(_store, new TrackingClientOptions { SpillFolder = Path.Combine(taken, "spill"), EndPatience = TimeSpan.Zero });
        ActiveRun run = await client.StartRunAsync();
        run.Faulted += faults.Add;
        _away.IsAway = true;
        Log(run, 0, 10);
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => run.FlushAsync());
        Assert.Contains("(10 items lost)", error.Message, StringComparison.Ordinal);
        Assert.Contains("taken", Assert.Single(faults).Operation, StringComparison.Ordinal);
        _away.IsAway = false;
        await run.FinishAsync();
    }

    [Theory]
    [InlineData("postgresql://ana:secret@db.example.org:5432/runs", "postgresql://ana@db.example.org:5432/runs")]
    [InlineData("https://mlflow.example.org", "https://mlflow.example.org")]
    [InlineData("file:///data/mlruns", "file:///data/mlruns")]
    public async Task A_spill_file_holds_no_password(string uri, string kept)
    {
        (ITrackingStore store, AwayStore away) = AwayStore.Around(_files);
        away.Address = uri;
        ActiveRun run = await new TrackingClient(store, new TrackingClientOptions { SpillFolder = _folder["spill"], EndPatience = TimeSpan.Zero }).StartRunAsync();
        away.IsAway = true;
        Log(run, 0, 1);
        await run.FinishAsync();
        Assert.Contains($"\"store\":\"{kept}\"", File.ReadLines(run.SpillPath!).First(), StringComparison.Ordinal);
    }

    private async Task<ActiveRun> StartAsync(TimeSpan? patience = null) => await new TrackingClient(
        _store, new TrackingClientOptions { SpillFolder = _folder["spill"], EndPatience = patience ?? TimeSpan.FromSeconds(30) }).StartRunAsync();

    private async Task LogFilesAsync(ActiveRun run)
    {
        await run.LogTextAsync("first", "notes/text.txt");
        await run.LogTextAsync("second", "notes/text.txt");
        await run.LogArtifactAsync(_folder.Write("weights.bin", "0123456789"));
        _folder.Write(Path.Combine("model", "model.onnx"), "onnx");
        await run.LogModelAsync(_folder["model"], new ModelDescription { Flavors = [new ModelFlavor("onnx", new Dictionary<string, object?> { ["data"] = "model.onnx" })] });
        await run.LogInputAsync(new Dataset("digits", "d1", "local", "{}"), "training");
    }

    private async Task CheckFilesAsync(ActiveRun run, string text)
    {
        Assert.Equal(text, await ReadAsync(run, "notes/text.txt"));
        Assert.Equal("0123456789", await ReadAsync(run, "weights.bin"));
        Assert.Equal("onnx", await ReadAsync(run, "model/model.onnx"));
        Assert.Contains("onnx", await ReadAsync(run, "model/MLmodel"), StringComparison.Ordinal);
        Run stored = await _files.GetRunAsync(run.RunId);
        Assert.Contains("\"artifact_path\":\"model\"", stored.Tags["mlflow.log-model.history"], StringComparison.Ordinal);
        Assert.Equal(("digits", "training"), (Assert.Single(stored.Datasets).Dataset.Name, stored.Datasets[0].Tags[ReservedTags.DatasetContext]));
        Assert.Equal(RunStatus.Finished, stored.Info.Status);
    }

    private Task<string> ReadAsync(ActiveRun run, string path) => _files.OpenArtifacts(run.Info).ReadTextAsync(path);

    private static void Log(ActiveRun run, int from, int count)
    {
        for (int step = from; step < from + count; step++)
            run.LogMetric("loss", step * 0.1, step, step);
    }

    private async Task<IReadOnlyList<long>> StepsAsync(string runId) =>
        [.. (await _files.GetMetricHistoryAsync(runId, "loss")).Items.Select(point => point.Step)];

    private IReadOnlyList<SpilledRun> Spilled() => new SpillFolder(_folder["spill"]).Runs();

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder["spill"]);
}
