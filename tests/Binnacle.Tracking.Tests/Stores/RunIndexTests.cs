using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

/// <summary>The index beside an experiment's runs: never needed, never wrong for long.</summary>
public sealed class RunIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Index => _folder["mlruns/0/.binnacle.index"];

    [Fact]
    public async Task Another_process_finds_ended_runs_in_the_index()
    {
        string id = await RunAsync("first");
        await SettleAsync();
        Run read = Assert.Single(await SearchAsync(Open()));
        Assert.Single(File.ReadAllLines(Index));
        Run indexed = Assert.Single(await SearchAsync(Open()));
        Assert.Equal((id, "first", 0.5, "0.1", RunStatus.Finished), (indexed.Info.RunId, indexed.Info.RunName, indexed.Metrics["loss"].Value, indexed.Params["lr"], indexed.Info.Status));
        Assert.Equal(double.NaN, indexed.Metrics["odd"].Value);
        Assert.Equal(read.Info, indexed.Info);
        Assert.Equal(read.Datasets[0].Dataset, indexed.Datasets[0].Dataset);
        Assert.Single(File.ReadAllLines(Index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"files\": 1")]
    [InlineData("strange\n\n{}\n[]\n")]
    public async Task A_broken_index_costs_only_time(string text)
    {
        await RunAsync("first");
        await SettleAsync();
        await SearchAsync(Open());
        File.WriteAllText(Index, text);
        Assert.Equal("first", Assert.Single(await SearchAsync(Open())).Info.RunName);
        Assert.Equal("first", Assert.Single(await SearchAsync(Open())).Info.RunName);
        File.Delete(Index);
        Assert.Equal("first", Assert.Single(await SearchAsync(Open())).Info.RunName);
    }

    [Fact]
    public async Task What_others_change_is_found_whether_by_us_or_by_hand()
    {
        string id = await RunAsync("first");
        await SettleAsync();
        FileTrackingStore store = Open();
        await SearchAsync(store);

        await Open().LogMetricAsync(id, new Metric("loss", 0.25, 9, 9));
        Assert.Equal(0.25, Assert.Single(await SearchAsync(store)).Metrics["loss"].Value);
        await Open().SetTagAsync(id, new Tag("stage", "test"));
        Assert.Equal("test", Assert.Single(await SearchAsync(store)).Tags["stage"]);
        await RunAsync("second");
        Assert.Equal(2, (await SearchAsync(store)).Count);
        await Open().DeleteRunAsync(id);
        Assert.Single(await SearchAsync(store));
        await Open().RestoreRunAsync(id);

        // MLflow writes into the file that is there: a new process sees it at once, one that has just looked a little later.
        await SettleAsync();
        await SearchAsync(store);
        File.AppendAllText(_folder[$"mlruns/0/{id}/metrics/loss"], "10 0.125 10\n");
        Assert.Equal(0.125, (await SearchAsync(Open())).Single(run => run.Info.RunId == id).Metrics["loss"].Value);
        await Eventually.HoldsAsync(
            async () => (await SearchAsync(store)).Single(run => run.Info.RunId == id).Metrics["loss"].Value == 0.125,
            "what was written into a file that was there is seen");
    }

    [Fact]
    public async Task The_index_does_not_grow_with_every_change()
    {
        string id = await RunAsync("first");
        for (int i = 0; i < 12; i++)
        {
            await Open().SetTagAsync(id, new Tag("n", $"{i}"));
            await SettleAsync();
            await SearchAsync(Open());
        }

        Assert.InRange(File.ReadAllLines(Index).Length, 1, 6);
        Assert.Equal("11", Assert.Single(await SearchAsync(Open())).Tags["n"]);
    }

    private FileTrackingStore Open() => new(_folder["mlruns"]);

    private static async Task<IReadOnlyList<Run>> SearchAsync(FileTrackingStore store) =>
        (await store.SearchRunsAsync(new RunQuery { ExperimentIds = ["0"] })).Items;

    private async Task<string> RunAsync(string name)
    {
        FileTrackingStore store = Open();
        string id = (await store.CreateRunAsync(new RunCreation { RunName = name })).Info.RunId;
        await store.LogBatchAsync(id, new RunBatch { Metrics = [new Metric("loss", 0.5, 1, 1), new Metric("odd", double.NaN, 1, 1)], Params = [new Param("lr", "0.1")] });
        await store.LogInputsAsync(id, [new DatasetInput(new Dataset("train", "d1", "local", "{}"), new Dictionary<string, string> { ["a"] = "b" })]);
        await store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Finished, EndTime = 7 });
        return id;
    }

    /// <summary>What was written a moment ago is not kept: its files could still change within the same tick of their times.</summary>
    private static Task SettleAsync() => Task.Delay(120);
}
