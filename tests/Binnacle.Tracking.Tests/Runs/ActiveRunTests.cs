using Binnacle.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class ActiveRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_and_maps_are_parameters_in_Pythons_spelling()
    {
        TrackingClient client = Client();
        await using ActiveRun run = await client.StartRunAsync();
        run.LogParam("layers", new[] { 64, 32 });
        run.LogParam("mixed", new object?[] { 1, "b", "it's", "say \"it's\"", null, true, 0.5, "a\nb", new[] { 1 } });
        run.LogParam("map", new Dictionary<string, object?> { ["lr"] = 0.1, ["opt"] = "sgd" });
        await run.FlushAsync();
        IReadOnlyDictionary<string, string> stored = (await client.Store.GetRunAsync(run.RunId)).Params;
        Assert.Equal("[64, 32]", stored["layers"]);
        Assert.Equal("""[1, 'b', "it's", 'say "it\'s"', None, True, 0.5, 'a\nb', [1]]""", stored["mixed"]);
        Assert.Equal("{'lr': 0.1, 'opt': 'sgd'}", stored["map"]);
    }

    [Fact]
    public async Task Metrics_are_in_the_store_after_a_flush_in_order()
    {
        TrackingClient client = Client();
        await using ActiveRun run = await client.StartRunAsync();
        for (int step = 0; step < 5000; step++)
            run.LogMetric("loss", 1.0 / (step + 1), step);
        await run.FlushAsync();
        PagedList<Metric> history = await client.Store.GetMetricHistoryAsync(run.RunId, "loss");
        Assert.Equal(Enumerable.Range(0, 5000).Select(step => (long)step), history.Items.Select(point => point.Step));
    }

    [Theory]
    [InlineData(RunStatus.Finished)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Killed)]
    public async Task The_end_writes_what_is_left_and_the_status(RunStatus status)
    {
        TrackingClient client = Client();
        ActiveRun run = await client.StartRunAsync(new RunOptions { RunName = "r", ExperimentName = "digits", Description = "about", ParentRunId = "p" });
        run.LogParams(new Dictionary<string, object?> { ["lr"] = 0.1, ["on"] = true, ["none"] = null, ["n"] = 3, ["single"] = 0.1f });
        run.LogMetrics(new Dictionary<string, double> { ["loss"] = 2, ["acc"] = 0.5 }, step: 7);
        run.SetTag("stage", "test");
        await run.EndAsync(status);
        await run.FinishAsync();
        run.LogMetric("late", 1);

        Run stored = await client.Store.GetRunAsync(run.RunId);
        Assert.Equal((status, 1_800_000_000_000L), (stored.Info.Status, stored.Info.EndTime));
        Assert.Equal(["0.1", "True", "None", "3", "0.1"], new[] { "lr", "on", "none", "n", "single" }.Select(key => stored.Params[key]));
        Assert.Equal(7, stored.Metrics["acc"].Step);
        Assert.Equal(("test", "about", "p"), (stored.Tags["stage"], stored.Tags[ReservedTags.Note], stored.Tags[ReservedTags.ParentRunId]));
        Assert.Equal(stored.Info.UserId, stored.Tags[ReservedTags.User]);
        Assert.False(stored.Metrics.ContainsKey("late"));
    }

    [Fact]
    public async Task A_run_left_by_an_exception_has_failed()
    {
        TrackingClient client = Client();
        string? id = null;
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using ActiveRun run = await client.StartRunAsync();
            id = run.RunId;
            throw new InvalidOperationException();
        });
        Assert.Equal(RunStatus.Failed, (await client.Store.GetRunAsync(id!)).Info.Status);
    }

    [Fact]
    public async Task Work_in_a_run_ends_it_by_its_outcome()
    {
        TrackingClient client = Client();
        List<string> ids = [];
        Task Work(ActiveRun run, Exception? error)
        {
            ids.Add(run.RunId);
            return error is null ? Task.CompletedTask : Task.FromException(error);
        }

        await client.RunAsync(new RunOptions(), (run, _) => Work(run, null));
        await Assert.ThrowsAsync<FormatException>(() => client.RunAsync(new RunOptions(), (run, _) => Work(run, new FormatException())));
        await Assert.ThrowsAsync<OperationCanceledException>(() => client.RunAsync(new RunOptions(), (run, _) => Work(run, new OperationCanceledException())));
        RunStatus[] statuses = [.. ids.Select(id => client.Store.GetRunAsync(id).GetAwaiter().GetResult().Info.Status)];
        Assert.Equal([RunStatus.Finished, RunStatus.Failed, RunStatus.Killed], statuses);
    }

    [Fact]
    public async Task A_resumed_run_keeps_first_values_and_tells_of_others()
    {
        TrackingClient client = Client();
        ActiveRun first = await client.StartRunAsync(new RunOptions { RunName = "train-model-1" });
        first.LogParam("lr", 1.3);
        first.LogParam("seed", 5);
        for (int step = 1; step <= 4; step++)
            first.LogMetric("loss", step, step);
        await first.FailAsync();

        await using ActiveRun second = await client.ResumeRunAsync(first.RunId);
        Assert.Equal((first.RunId, "train-model-1"), (second.RunId, second.Info.RunName));
        Assert.Equal((RunStatus.Running, null), (second.Info.Status, second.Info.EndTime));
        IReadOnlyList<ParamChange> changes = second.LogParamsKeepingFirst(new Dictionary<string, object> { ["lr"] = 0.5, ["seed"] = 5, ["extra"] = "x" });
        Assert.Equal([new ParamChange("lr", "1.3", "0.5")], changes);
        Assert.Equal(2, await second.TrimMetricsAsync(2));
        await second.FinishAsync();
        Run stored = await client.Store.GetRunAsync(first.RunId);
        Assert.Equal(("1.3", "x", 2L), (stored.Params["lr"], stored.Params["extra"], stored.Metrics["loss"].Step));
    }

    [Fact]
    public async Task A_changed_parameter_is_refused_at_once()
    {
        await using ActiveRun run = await Client().StartRunAsync();
        run.LogParam("lr", 0.1);
        run.LogParam("lr", "0.1");
        TrackingException error = Assert.Throws<TrackingException>(() => run.LogParam("lr", 0.2));
        Assert.Contains("was already logged with value='0.1'", error.Message, StringComparison.Ordinal);
        Assert.Throws<TrackingException>(() => run.LogMetric("bad&name", 1));
    }

    [Fact]
    public async Task A_failure_in_the_background_is_thrown_by_the_next_flush_once()
    {
        TrackingClient client = Client();
        await using ActiveRun run = await client.StartRunAsync();
        await client.Store.DeleteRunAsync(run.RunId);
        run.LogMetric("loss", 1);
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => run.FlushAsync());
        Assert.Contains("(1 items lost)", error.Message, StringComparison.Ordinal);
        await run.FlushAsync();
        await client.Store.RestoreRunAsync(run.RunId);
    }

    [Fact]
    public async Task A_failing_end_does_not_hide_what_left_the_run()
    {
        TrackingClient client = Client();
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await using ActiveRun run = await client.StartRunAsync();
            await client.Store.DeleteRunAsync(run.RunId);
            throw new FormatException();
        });
    }

    [Fact]
    public async Task With_reporting_nothing_is_thrown()
    {
        TrackingClient client = Client();
        List<TrackingFault> faults = [];
        await using ActiveRun run = await client.TryStartRunAsync(new RunOptions(), faults.Add);
        Assert.True(run.IsTracking);
        await client.Store.DeleteRunAsync(run.RunId);
        run.LogMetric("loss", 1);
        await run.FlushAsync();
        await run.LogArtifactAsync(_folder["absent.bin"]);
        await run.FinishAsync();
        Assert.Equal(["log metrics, parameters and tags", $"log the artifact '{_folder["absent.bin"]}'", "end the run"], faults.Select(fault => fault.Operation));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_leaves_the_work_alone()
    {
        string file = _folder.Write("taken", "");
        List<TrackingFault> faults = [];
        await using ActiveRun run = await TrackingClient.Open(Path.Combine(file, "mlruns")).TryStartRunAsync(new RunOptions { RunName = "r" }, faults.Add);
        run.LogMetric("loss", 1);
        run.LogParam("lr", 1);
        await run.LogTextAsync("x", "a.txt");
        await run.FinishAsync();
        Assert.False(run.IsTracking);
        Assert.Matches("^[0-9a-f]{32}$", run.RunId);
        Assert.Equal("start the run", Assert.Single(faults).Operation);
    }

    [Fact]
    public async Task Maps_are_written_by_the_ending_of_the_name()
    {
        TrackingClient client = Client();
        await using ActiveRun run = await client.StartRunAsync();
        Dictionary<string, object?> map = new() { ["lr"] = 1.0, ["net"] = new Dictionary<string, object?> { ["on"] = true }, ["list"] = new[] { 1, 2 }, ["none"] = null, ["text"] = "é" };
        await run.LogDictAsync(map, "config.json");
        await run.LogDictAsync(map, "config.yaml");
        IArtifactStore artifacts = client.Store.OpenArtifacts(run.Info);
        Assert.Equal(
            "{\n  \"lr\": 1.0,\n  \"net\": {\n    \"on\": true\n  },\n  \"list\": [\n    1,\n    2\n  ],\n  \"none\": null,\n  \"text\": \"é\"\n}",
            await artifacts.ReadTextAsync("config.json"));
        Assert.Equal("list:\n- 1\n- 2\nlr: 1.0\nnet:\n  'on': true\nnone: null\ntext: é\n", await artifacts.ReadTextAsync("config.yaml"));
    }

    [Fact]
    public async Task The_variables_of_MLflow_name_experiment_and_run()
    {
        Dictionary<string, string> variables = new() { ["MLFLOW_EXPERIMENT_NAME"] = "from-variable" };
        TrackingClient client = Client(variables);
        ActiveRun first = await client.StartRunAsync();
        await first.FinishAsync();
        Assert.Equal("from-variable", (await client.Store.GetExperimentAsync(first.ExperimentId)).Name);

        variables["MLFLOW_RUN_ID"] = first.RunId;
        TrackingClient other = Client(variables);
        ActiveRun resumed = await other.StartRunAsync();
        await resumed.FinishAsync();
        ActiveRun fresh = await other.StartRunAsync();
        await fresh.FinishAsync();
        Assert.Equal(first.RunId, resumed.RunId);
        Assert.NotEqual(first.RunId, fresh.RunId);
    }

    [Fact]
    public async Task The_variable_of_the_run_context_gives_tags_that_the_options_overrule()
    {
        Dictionary<string, string> variables = new() { ["MLFLOW_RUN_CONTEXT"] = """{"team": "vision", "try": 3, "dry": true, "mlflow.source.type": "JOB"}""" };
        TrackingClient client = Client(variables);
        await using ActiveRun run = await client.StartRunAsync(new RunOptions { Tags = new Dictionary<string, string> { ["try"] = "4" } });
        IReadOnlyDictionary<string, string> tags = (await client.Store.GetRunAsync(run.RunId)).Tags;
        Assert.Equal(("vision", "4", "True", "JOB"), (tags["team"], tags["try"], tags["dry"], tags[ReservedTags.SourceType]));
    }

    [Theory]
    [InlineData("{team: vision}")]
    [InlineData("[1]")]
    public async Task A_run_context_that_is_no_object_in_JSON_is_refused(string text)
    {
        TrackingClient client = Client(new Dictionary<string, string> { ["MLFLOW_RUN_CONTEXT"] = text });
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => client.StartRunAsync());
        Assert.StartsWith("MLFLOW_RUN_CONTEXT: expected an object in JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_another_experiment_is_not_resumed()
    {
        TrackingClient client = Client();
        ActiveRun run = await client.StartRunAsync(new RunOptions { ExperimentName = "one" });
        await run.FinishAsync();
        await Assert.ThrowsAsync<TrackingException>(() => client.ResumeRunAsync(run.RunId, new RunOptions { ExperimentName = "two" }));
    }

    [Fact]
    public async Task A_run_shows_signs_of_life()
    {
        TrackingClient client = Client();
        await using ActiveRun run = await client.StartRunAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        string? beat = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                await run.FlushAsync();
                return (await client.Store.GetRunAsync(run.RunId)).Tags.TryGetValue(ReservedTags.Heartbeat, out beat);
            },
            "a heartbeat");
        Assert.Equal("1800000030000", beat);
    }

    private TrackingClient Client(IReadOnlyDictionary<string, string>? variables = null) => TrackingClient.Open(
        _folder["mlruns"],
        new TrackingClientOptions { TimeProvider = _time, Environment = name => variables?.GetValueOrDefault(name) });
}
