using Binnacle.Testing;

namespace Binnacle.Tracking.Sql.Tests;

public sealed class StoreCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqlTrackingStore _database;
    private readonly FileTrackingStore _files;

    public StoreCopyTests()
    {
        _database = new SqlTrackingStore($"sqlite:///{_folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        _files = new FileTrackingStore(_folder["mlruns"]);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_folder_goes_into_a_database_and_back_with_everything_in_it()
    {
        string run = await FillAsync();
        await new StoreCopy(_files, _database) { CopyArtifacts = true }.CopyAllAsync();
        FileTrackingStore back = new(_folder["back"]);
        await new StoreCopy(_database, back) { CopyArtifacts = true }.CopyAllAsync();

        Run first = await _files.GetRunAsync(run), last = await back.GetRunAsync(run);
        Assert.Equal((first.Info.RunName, first.Info.Status, first.Info.StartTime, first.Info.EndTime), (last.Info.RunName, last.Info.Status, last.Info.StartTime, last.Info.EndTime));
        Assert.Equal(first.Params, last.Params);
        Assert.Equal(first.Tags.OrderBy(tag => tag.Key), last.Tags.OrderBy(tag => tag.Key));
        Assert.Equal((await _files.GetMetricHistoryAsync(run, "loss")).Items, (await back.GetMetricHistoryAsync(run, "loss")).Items);
        Assert.Equal(first.Datasets.Single().Dataset, last.Datasets.Single().Dataset);
        Assert.Equal("text", await back.OpenArtifacts(last.Info).ReadTextAsync("notes/a.txt"));
        Assert.Equal(3, (await back.ModelRegistry.GetModelVersionByAliasAsync("m", "champion")).Version);
        Assert.Equal([3], (await back.ModelRegistry.SearchModelVersionsAsync(new ModelQuery())).Items.Select(version => version.Version));
    }

    [Fact]
    public async Task Copying_again_adds_only_what_is_new()
    {
        string run = await FillAsync();
        await new StoreCopy(_files, _database).CopyAllAsync();
        await _files.LogMetricAsync(run, new Metric("loss", 9, 9, 99));
        await new StoreCopy(_files, _database).CopyAllAsync();
        await new StoreCopy(_database, _files).CopyAllAsync();
        Assert.Equal(6, (await _database.GetMetricHistoryAsync(run, "loss")).Items.Count);
        Assert.Equal(6, (await _files.GetMetricHistoryAsync(run, "loss")).Items.Count);
        Assert.Single((await _database.SearchRunsAsync(new RunQuery { ExperimentIds = ["0", "1", "2"] })).Items);
    }

    private async Task<string> FillAsync()
    {
        string experiment = await _files.CreateExperimentAsync("vision");
        Run run = await _files.CreateRunAsync(new RunCreation { ExperimentId = experiment, RunName = "base", UserId = "ana", StartTime = 5 });
        string id = run.Info.RunId;
        await _files.LogBatchAsync(id, new RunBatch
        {
            Metrics = [.. Enumerable.Range(0, 5).Select(i => new Metric("loss", i, i, i))],
            Params = [new Param("lr", "0.1")],
            Tags = [new Tag("team", "red")],
        });
        await _files.LogInputsAsync(id, [new DatasetInput(new Dataset("train", "d1", "local", "{}"), new Dictionary<string, string>())]);
        await _files.OpenArtifacts(run.Info).WriteTextAsync("notes/a.txt", "text");
        await _files.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Failed, EndTime = 77 });
        await _files.ModelRegistry.CreateRegisteredModelAsync("m");
        for (int version = 1; version <= 3; version++)
            await _files.ModelRegistry.CreateModelVersionAsync(new ModelVersionCreation { Name = "m", Source = $"s3://bucket/{version}" });
        await _files.ModelRegistry.DeleteModelVersionAsync("m", 1);
        await _files.ModelRegistry.DeleteModelVersionAsync("m", 2);
        await _files.ModelRegistry.SetAliasAsync("m", "champion", 3);
        return id;
    }
}
