using Binnacle.Server.Tests.Api;
using Binnacle.Tracking;
using Binnacle.Tracking.Tests.Stores;

namespace Binnacle.Server.Tests.Clients;

/// <summary>A server, looked at through the client, is a store like the others.</summary>
public sealed class RestTrackingStoreTests : TrackingStoreSuite
{
    private readonly Lazy<ApiServer> _server;
    private readonly List<RestTrackingStore> _opened = [];

    public RestTrackingStoreTests() => _server = new(() => Task.Run(() => ApiServer.StartAsync(folder: Folder)).GetAwaiter().GetResult());

    /// <summary>The server keeps its runs in MLflow's tables, which hold no infinities.</summary>
    protected override double Infinity => double.MaxValue;

    protected override bool CanErase => false;

    /// <summary>MLflow's API has no call that removes the end of a run.</summary>
    [Fact]
    public override async Task A_run_ends_and_goes_on()
    {
        string id = (await Store.CreateRunAsync(new RunCreation())).Info.RunId;
        await Store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Killed, EndTime = 77 });
        RunInfo resumed = await Store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Running, ClearEndTime = true });
        Assert.Equal((RunStatus.Running, 77L), (resumed.Status, resumed.EndTime));
    }

    /// <summary>MLflow's API does not say when a run was deleted.</summary>
    [Fact]
    public override async Task A_deleted_run_is_not_written_until_restored()
    {
        string id = (await Store.CreateRunAsync(new RunCreation())).Info.RunId;
        await Store.DeleteRunAsync(id);
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => Store.LogMetricAsync(id, new Metric("m", 1, 1, 1)));
        Assert.Equal(ErrorCodes.InvalidParameterValue, error.ErrorCode);
        Assert.Equal(LifecycleStage.Deleted, (await Store.GetRunAsync(id)).Info.LifecycleStage);
        await Store.RestoreRunAsync(id);
        await Store.LogMetricAsync(id, new Metric("m", 1, 1, 1));
    }

    /// <summary>A server refuses places on its own machine that its operator did not name.</summary>
    [Fact]
    public override async Task A_path_that_was_named_for_artifacts_is_kept_absolute_as_MLflow_keeps_it()
    {
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => Store.CreateExperimentAsync("placed", Path.Combine(Folder.Path, "my location")));
        Assert.Equal(ErrorCodes.InvalidParameterValue, error.ErrorCode);
        Assert.Contains("--local-artifact-roots", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public override async Task Points_after_a_step_are_dropped()
    {
        string id = (await Store.CreateRunAsync(new RunCreation())).Info.RunId;
        await Store.LogMetricAsync(id, new Metric("m", 1, 1, 5));
        Assert.Equal(0, await Store.TrimMetricsAsync(id, _ => true, 5));
        TrackingException error = await Assert.ThrowsAsync<TrackingException>(() => Store.TrimMetricsAsync(id, _ => true, 4));
        Assert.Equal(ErrorCodes.NotImplemented, error.ErrorCode);
    }

    [Fact]
    public override async Task Only_what_was_deleted_is_erased()
    {
        TrackingException run = await Assert.ThrowsAsync<TrackingException>(() => Store.EraseRunAsync("r"));
        TrackingException experiment = await Assert.ThrowsAsync<TrackingException>(() => Store.EraseExperimentAsync("1"));
        Assert.Equal((ErrorCodes.NotImplemented, ErrorCodes.NotImplemented), (run.ErrorCode, experiment.ErrorCode));
        Assert.Contains("binnacle gc", run.Message, StringComparison.Ordinal);
    }

    /// <summary>The registry of a server understands MLflow's filters, without OR.</summary>
    [Fact]
    public override async Task Models_and_versions_are_searched()
    {
        IModelRegistryStore registry = Store.ModelRegistry;
        foreach (string name in (string[])["alpha", "beta", "gamma"])
        {
            await registry.CreateRegisteredModelAsync(name);
            await registry.CreateModelVersionAsync(new ModelVersionCreation { Name = name, Source = "mlflow-artifacts:/models/" + name });
        }

        PagedList<RegisteredModel> page = await registry.SearchRegisteredModelsAsync(new ModelQuery { MaxResults = 2, OrderBy = ["name DESC"] });
        Assert.Equal(["gamma", "beta"], page.Items.Select(model => model.Name));
        page = await registry.SearchRegisteredModelsAsync(new ModelQuery { MaxResults = 2, OrderBy = ["name DESC"], PageToken = page.NextPageToken });
        Assert.Equal("alpha", Assert.Single(page.Items).Name);
        Assert.Null(page.NextPageToken);
        Assert.Equal("alpha", Assert.Single((await registry.SearchRegisteredModelsAsync(new ModelQuery { Filter = "name LIKE 'al%'" })).Items).Name);
        Assert.Equal("beta", Assert.Single((await registry.SearchModelVersionsAsync(new ModelQuery { Filter = "name = 'beta'" })).Items).Name);
    }

    [Fact]
    public async Task Files_go_through_the_server_and_come_back()
    {
        Run run = await Store.CreateRunAsync(new RunCreation());
        Assert.StartsWith("mlflow-artifacts:/", run.Info.ArtifactUri, StringComparison.Ordinal);
        IArtifactStore artifacts = Store.OpenArtifacts(run.Info);
        await artifacts.WriteTextAsync("a.txt", "one");
        await artifacts.WriteTextAsync("deep/er/b c é+%.txt", "two");
        Assert.Equal([("a.txt", false), ("deep", true)], (await artifacts.ListAsync()).Select(item => (item.Path, item.IsFolder)));
        Assert.Equal(["a.txt", "deep/er/b c é+%.txt"], (await artifacts.ListFilesAsync()).Select(item => item.Path));
        Assert.Equal("two", await artifacts.ReadTextAsync("deep/er/b c é+%.txt"));
        await artifacts.DeleteAsync("deep");
        Assert.Equal(["a.txt"], (await artifacts.ListFilesAsync()).Select(item => item.Path));
        TrackingException missing = await Assert.ThrowsAsync<TrackingException>(() => artifacts.ReadTextAsync("absent"));
        Assert.Equal((ErrorCodes.ResourceDoesNotExist, "No such artifact: 'absent'"), (missing.ErrorCode, missing.Message));
        await Assert.ThrowsAsync<TrackingException>(() => artifacts.WriteTextAsync("../out", "x"));
    }

    [Fact]
    public async Task A_batch_of_more_than_a_million_bytes_is_sent_in_parts()
    {
        Run run = await Store.CreateRunAsync(new RunCreation());
        string note = new('x', 8000), value = new('y', 6000);
        await Store.LogBatchAsync(run.Info.RunId, new RunBatch
        {
            Params = [.. Enumerable.Range(0, 100).Select(i => new Param($"p{i}", value))],
            Metrics = [.. Enumerable.Range(0, 800).Select(i => new Metric("m", i, i, i))],
            Tags = [.. Enumerable.Range(0, 100).Select(i => new Tag($"t{i}", note))],
        });
        Run stored = await Store.GetRunAsync(run.Info.RunId);
        Assert.Equal((100, 101, 800), (stored.Params.Count, stored.Tags.Count, (await Store.GetMetricHistoryAsync(run.Info.RunId, "m")).Items.Count));
    }

    protected override ITrackingStore OpenStore()
    {
        RestTrackingStore store = new(_server.Value.Address.ToString(), new RestOptions { MaxRetries = 0 });
        _opened.Add(store);
        return store;
    }

    protected override void Close()
    {
        foreach (RestTrackingStore store in _opened)
            store.Dispose();
        if (_server.IsValueCreated)
            _server.Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
