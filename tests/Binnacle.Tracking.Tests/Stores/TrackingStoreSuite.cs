using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

/// <summary>What every store must do; each kind of store runs it.</summary>
public abstract partial class TrackingStoreSuite : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    protected ITrackingStore Store => field ??= OpenStore();

    /// <summary>Opens the one store of the test, again with every call.</summary>
    protected abstract ITrackingStore OpenStore();

    /// <summary>What an infinite number reads back as.</summary>
    protected virtual double Infinity => double.PositiveInfinity;

    /// <summary>Closes what the test opened.</summary>
    protected virtual void Close()
    {
    }

    public void Dispose()
    {
        Close();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_store_starts_with_the_default_experiment()
    {
        Experiment experiment = await Store.GetExperimentAsync("0");
        Assert.Equal(("Default", LifecycleStage.Active), (experiment.Name, experiment.LifecycleStage));
    }

    [Fact]
    public async Task An_experiment_is_found_by_id_and_by_name()
    {
        string id = await Store.CreateExperimentAsync("vision", null, new Dictionary<string, string> { ["team"] = "red" });
        Experiment byId = await Store.GetExperimentAsync(id);
        Experiment? byName = await Store.GetExperimentByNameAsync("vision");
        Assert.Equal(id, byName?.ExperimentId);
        Assert.Equal("red", byId.Tags["team"]);
        Assert.Null(await Store.GetExperimentByNameAsync("absent"));
    }

    [Fact]
    public async Task A_name_is_taken_by_active_and_deleted_experiments()
    {
        string id = await Store.CreateExperimentAsync("vision");
        await Refused(ErrorCodes.ResourceAlreadyExists, () => Store.CreateExperimentAsync("vision"));
        await Store.DeleteExperimentAsync(id);
        await Refused(ErrorCodes.ResourceAlreadyExists, () => Store.CreateExperimentAsync("vision"));
    }

    [Fact]
    public async Task A_deleted_experiment_comes_back_with_its_runs()
    {
        string id = await Store.CreateExperimentAsync("vision");
        Run run = await NewRun(id);
        await Store.DeleteExperimentAsync(id);
        Assert.Equal(LifecycleStage.Deleted, (await Store.GetExperimentAsync(id)).LifecycleStage);
        Assert.Equal(LifecycleStage.Deleted, (await Store.GetRunAsync(run.Info.RunId)).Info.LifecycleStage);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.CreateRunAsync(new RunCreation { ExperimentId = id }));

        await Store.RestoreExperimentAsync(id);
        Assert.Equal(LifecycleStage.Active, (await Store.GetExperimentAsync(id)).LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await Store.GetRunAsync(run.Info.RunId)).Info.LifecycleStage);
    }

    [Fact]
    public async Task An_experiment_is_renamed_and_tagged()
    {
        string id = await Store.CreateExperimentAsync("old");
        await Store.RenameExperimentAsync(id, "new");
        await Store.SetExperimentTagAsync(id, new Tag("a/b", "1"));
        await Store.SetExperimentTagAsync(id, new Tag("c", "2"));
        await Store.DeleteExperimentTagAsync(id, "c");
        Experiment experiment = await Store.GetExperimentAsync(id);
        Assert.Equal("new", experiment.Name);
        Assert.Equal(["a/b"], experiment.Tags.Keys);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.DeleteExperimentTagAsync(id, "c"));
    }

    [Fact]
    public async Task What_a_run_logs_is_read_back()
    {
        Run run = await NewRun();
        string id = run.Info.RunId;
        await Store.LogBatchAsync(id, new RunBatch
        {
            Params = [new Param("lr", "0.1"), new Param("net/depth", "3"), new Param("empty", "")],
            Metrics = [new Metric("loss", 0.5, 10, 0), new Metric("val/loss", double.NaN, 10, 0), new Metric("up", double.PositiveInfinity, 10, 0)],
            Tags = [new Tag("note", "two\nlines"), new Tag("note", "last wins")],
        });
        Run found = await OpenStore().GetRunAsync(id);
        Assert.Equal("0.1", found.Params["lr"]);
        Assert.Equal("3", found.Params["net/depth"]);
        Assert.Equal("", found.Params["empty"]);
        Assert.Equal(new Metric("loss", 0.5, 10, 0), found.Metrics["loss"]);
        Assert.Equal(double.NaN, found.Metrics["val/loss"].Value);
        Assert.Equal(Infinity, found.Metrics["up"].Value);
        Assert.Equal("last wins", found.Tags["note"]);
    }

    [Fact]
    public async Task The_latest_point_is_the_greatest_by_step_then_time_then_value()
    {
        string id = (await NewRun()).Info.RunId;
        Metric[] points = [new("m", 9, 5, 2), new("m", 1, 7, 3), new("m", 4, 8, 3), new("m", 3, 8, 3), new("m", 99, 99, 1)];
        foreach (Metric point in points)
            await Store.LogMetricAsync(id, point);
        Assert.Equal(new Metric("m", 4, 8, 3), (await Store.GetRunAsync(id)).Metrics["m"]);
        PagedList<Metric> history = await Store.GetMetricHistoryAsync(id, "m");
        Assert.Equal(points.OrderBy(point => (point.Timestamp, point.Step, point.Value)), history.Items);
    }

    [Fact]
    public async Task A_history_comes_in_pages()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.LogBatchAsync(id, new RunBatch { Metrics = [.. Enumerable.Range(0, 25).Select(i => new Metric("m", i, i, i))] });
        List<double> values = [];
        string? token = null;
        do
        {
            PagedList<Metric> page = await Store.GetMetricHistoryAsync(id, "m", 10, token);
            values.AddRange(page.Items.Select(point => point.Value));
            token = page.NextPageToken;
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (double)i), values);
        Assert.Empty((await Store.GetMetricHistoryAsync(id, "absent")).Items);
    }

    [Fact]
    public async Task A_parameter_never_changes()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.LogParamAsync(id, new Param("lr", "0.1"));
        await Store.LogParamAsync(id, new Param("lr", "0.1"));
        TrackingException error = await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogParamAsync(id, new Param("lr", "0.2")));
        Assert.Equal(
            $"Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='{id}'. Attempted logging new value '0.2'.",
            error.Message);
    }

    [Fact]
    public async Task A_refused_batch_writes_nothing()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.LogParamAsync(id, new Param("lr", "0.1"));
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogBatchAsync(id, new RunBatch
        {
            Metrics = [new Metric("m", 1, 1, 1)],
            Params = [new Param("fresh", "1"), new Param("lr", "0.2")],
        }));
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogBatchAsync(id, new RunBatch { Metrics = [new Metric("good", 1, 1, 1), new Metric("bad&", 1, 1, 1)] }));
        Run run = await Store.GetRunAsync(id);
        Assert.Empty(run.Metrics);
        Assert.Equal(["lr"], run.Params.Keys);
    }

    [Theory]
    [InlineData(1001, 0, 0)]
    [InlineData(0, 101, 0)]
    [InlineData(0, 0, 101)]
    [InlineData(950, 30, 30)]
    public async Task A_batch_has_a_limit(int metrics, int parameters, int tags)
    {
        string id = (await NewRun()).Info.RunId;
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogBatchAsync(id, new RunBatch
        {
            Metrics = [.. Enumerable.Range(0, metrics).Select(i => new Metric("m", i, i, i))],
            Params = [.. Enumerable.Range(0, parameters).Select(i => new Param($"p{i}", "v"))],
            Tags = [.. Enumerable.Range(0, tags).Select(i => new Tag($"t{i}", "v"))],
        }));
    }

    [Fact]
    public async Task Name_and_name_tag_of_a_run_are_one()
    {
        Run run = await Store.CreateRunAsync(new RunCreation { RunName = "first" });
        string id = run.Info.RunId;
        Assert.Equal("first", run.Tags[ReservedTags.RunName]);
        await Store.SetTagAsync(id, new Tag(ReservedTags.RunName, "second"));
        Assert.Equal("second", (await Store.GetRunAsync(id)).Info.RunName);
        await Store.UpdateRunAsync(id, new RunUpdate { RunName = "third" });
        Assert.Equal("third", (await Store.GetRunAsync(id)).Tags[ReservedTags.RunName]);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.CreateRunAsync(
            new RunCreation { RunName = "a", Tags = new Dictionary<string, string> { [ReservedTags.RunName] = "b" } }));
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]{1,3}$", (await Store.CreateRunAsync(new RunCreation())).Info.RunName);
    }

    [Fact]
    public virtual async Task A_run_ends_and_goes_on()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Killed, EndTime = 77 });
        RunInfo ended = (await Store.GetRunAsync(id)).Info;
        Assert.Equal((RunStatus.Killed, 77L), (ended.Status, ended.EndTime));
        RunInfo resumed = await Store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Running, ClearEndTime = true });
        Assert.Equal((RunStatus.Running, null), (resumed.Status, resumed.EndTime));
    }

    [Fact]
    public virtual async Task A_deleted_run_is_not_written_until_restored()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.DeleteRunAsync(id);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogMetricAsync(id, new Metric("m", 1, 1, 1)));
        Assert.NotNull((await Store.GetRunAsync(id)).Info.DeletedTime);
        await Store.RestoreRunAsync(id);
        await Store.LogMetricAsync(id, new Metric("m", 1, 1, 1));
        Assert.Null((await Store.GetRunAsync(id)).Info.DeletedTime);
    }

    [Fact]
    public async Task Unknown_things_are_missing()
    {
        string id = (await NewRun()).Info.RunId;
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.GetRunAsync("00000000000000000000000000000000"));
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.GetExperimentAsync("12345"));
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.DeleteTagAsync(id, "absent"));
    }

    [Fact]
    public async Task A_data_set_is_recorded_once_with_its_first_tags()
    {
        string id = (await NewRun()).Info.RunId;
        Dataset data = new("train", "d1", "local", "{}", null, "{\"rows\": 3}");
        await Store.LogInputsAsync(id, [new DatasetInput(data, new Dictionary<string, string> { [ReservedTags.DatasetContext] = "training" })]);
        await Store.LogInputsAsync(id, [new DatasetInput(data, new Dictionary<string, string> { ["late"] = "1" })]);
        DatasetInput input = Assert.Single((await Store.GetRunAsync(id)).Datasets);
        Assert.Equal(data, input.Dataset);
        Assert.Equal("training", Assert.Single(input.Tags).Value);
    }

    [Fact]
    public virtual async Task Points_after_a_step_are_dropped()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.LogBatchAsync(id, new RunBatch
        {
            Metrics = [.. Enumerable.Range(1, 5).SelectMany(step => new Metric[] { new("loss", step, step, step), new("system/cpu", step, step, step) }), new("late", 1, 1, 4)],
        });
        int dropped = await Store.TrimMetricsAsync(id, key => !key.StartsWith("system/", StringComparison.Ordinal), 3);
        Assert.Equal(3, dropped);
        Assert.Equal([1L, 2, 3], (await Store.GetMetricHistoryAsync(id, "loss")).Items.Select(point => point.Step));
        Assert.Equal(5, (await Store.GetMetricHistoryAsync(id, "system/cpu")).Items.Count);
        Assert.False((await Store.GetRunAsync(id)).Metrics.ContainsKey("late"));
    }

    [Fact]
    public async Task Runs_are_found_across_pages_and_experiments()
    {
        string first = await Store.CreateExperimentAsync("a"), second = await Store.CreateExperimentAsync("b");
        for (int i = 0; i < 7; i++)
        {
            Run run = await Store.CreateRunAsync(new RunCreation { ExperimentId = i % 2 == 0 ? first : second, StartTime = i, RunName = $"r{i}" });
            await Store.LogMetricAsync(run.Info.RunId, new Metric("m", i, 1, 1));
        }

        List<string> names = [];
        string? token = null;
        do
        {
            PagedList<Run> page = await Store.SearchRunsAsync(new RunQuery { ExperimentIds = [first, second, "unknown"], Filter = "metrics.m >= 1", MaxResults = 4, PageToken = token });
            names.AddRange(page.Items.Select(run => run.Info.RunName));
            token = page.NextPageToken;
        }
        while (token is not null);
        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1"], names);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.SearchRunsAsync(new RunQuery { PageToken = "!" }));
    }

    [Fact]
    public async Task Many_writers_lose_and_double_nothing()
    {
        const int Writers = 4, Points = 250;
        string id = (await NewRun()).Info.RunId;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            // A store of its own, as another process would have.
            ITrackingStore store = OpenStore();
            for (int i = 0; i < Points; i++)
            {
                await store.LogMetricAsync(id, new Metric("shared", (writer * Points) + i, i, i));
                await store.SetTagAsync(id, new Tag("turn", $"{writer}-{i}"));
            }
        })));
        PagedList<Metric> history = await Store.GetMetricHistoryAsync(id, "shared");
        Assert.Empty(history.Warnings);
        Assert.Equal(Enumerable.Range(0, Writers * Points).Select(i => (double)i), history.Items.Select(point => point.Value).Order());
    }

    [Fact]
    public async Task Of_many_that_set_a_parameter_one_wins()
    {
        string id = (await NewRun()).Info.RunId;
        int[] wins = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            try
            {
                await OpenStore().LogParamAsync(id, new Param("lr", $"{writer}"));
                return 1;
            }
            catch (TrackingException error) when (error.ErrorCode == ErrorCodes.InvalidParameterValue)
            {
                return 0;
            }
        })));
        Assert.Equal(1, wins.Sum());
    }

    [Fact]
    public async Task Of_many_that_make_an_experiment_all_get_the_same()
    {
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            (await new TrackingClient(OpenStore()).GetOrCreateExperimentAsync("shared")).ExperimentId)));
        Assert.Single(ids.Distinct());
        Assert.Equal(2, (await Store.SearchExperimentsAsync(new ExperimentQuery())).Items.Count);
    }

    protected Task<Run> NewRun(string experimentId = "0") => Store.CreateRunAsync(new RunCreation { ExperimentId = experimentId });

    protected static async Task<TrackingException> Refused(string code, Func<Task> action)
    {
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(action);
        Assert.Equal(code, error.ErrorCode);
        return error;
    }
}
