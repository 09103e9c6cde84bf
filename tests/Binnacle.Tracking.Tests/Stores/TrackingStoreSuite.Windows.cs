using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

/// <summary>What a table over many runs asks of a store.</summary>
public abstract partial class TrackingStoreSuite
{
    [Fact]
    public async Task All_ids_come_in_the_order_asked_whatever_the_page_size()
    {
        string experiment = await Store.CreateExperimentAsync("ids");
        List<string> runs = [];
        for (int i = 0; i < 7; i++)
        {
            runs.Add((await NewRun(experiment)).Info.RunId);
            await Store.LogMetricAsync(runs[i], new Metric("m", (i * 3) % 7, 1, 1));
        }

        RunQuery query = new() { ExperimentIds = [experiment], OrderBy = ["metrics.m DESC"], MaxResults = 2 };
        Assert.Equal([runs[2], runs[4], runs[6], runs[1], runs[3], runs[5], runs[0]], await Store.ListRunIdsAsync(query));
        Assert.Equal([runs[2], runs[4]], await Store.ListRunIdsAsync(query with { Filter = "metrics.m > 4" }));
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.ListRunIdsAsync(query with { Filter = "metrics.m >" }));
    }

    [Fact]
    public async Task Chosen_parts_of_runs_come_in_the_order_of_their_ids()
    {
        string first = (await NewRun()).Info.RunId, second = (await NewRun()).Info.RunId;
        foreach (string run in (string[])[first, second])
        {
            await Store.LogBatchAsync(run, new RunBatch
            {
                Metrics = [new Metric("a", 1, 1, 1), new Metric("b/c", double.NaN, 1, 1)], Params = [new Param("p", run), new Param("q", "2")], Tags = [new Tag("t", "x")],
            });
        }

        IReadOnlyList<Run> runs = await Store.GetRunsAsync(
            [second, "0123456789abcdef0123456789abcdef", first], new RunParts { Metrics = ["b/c", "none"], Params = ["p"], Tags = ["t"] });
        Assert.Equal([second, first], runs.Select(run => run.Info.RunId));
        Assert.All(runs, run =>
        {
            Assert.True(double.IsNaN(run.Metrics["b/c"].Value));
            Assert.Equal((run.Info.RunId, "x"), (run.Params["p"], run.Tags["t"]));
            Assert.NotEmpty(run.Info.RunName);
        });
        Assert.Equal(["a", "b/c"], (await Store.GetRunsAsync([first]))[0].Metrics.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_names_in_an_experiment_are_listed()
    {
        string mine = await Store.CreateExperimentAsync("mine"), other = await Store.CreateExperimentAsync("other");
        await Store.LogBatchAsync((await NewRun(mine)).Info.RunId, new RunBatch { Metrics = [new Metric("m2", 1, 1, 1), new Metric("m1", 1, 1, 1)], Params = [new Param("p", "1")] });
        await Store.LogBatchAsync((await NewRun(other)).Info.RunId, new RunBatch { Metrics = [new Metric("m0", 1, 1, 1)], Params = [new Param("p", "1"), new Param("z", "1")] });
        RunKeys keys = await Store.ListRunKeysAsync(mine);
        Assert.Equal(["m1", "m2"], keys.Metrics);
        Assert.Equal(["p"], keys.Params);
        Assert.Contains(ReservedTags.RunName, keys.Tags);
        Assert.Empty((await Store.ListRunKeysAsync("9999")).Metrics);
    }

    [Fact]
    public async Task A_metrics_least_and_greatest_values_come_with_their_first_steps()
    {
        string run = (await NewRun()).Info.RunId, empty = (await NewRun()).Info.RunId;
        double[] values = [3, 1, double.NaN, 5, 1, 5];
        await Store.LogBatchAsync(run, new RunBatch { Metrics = [.. values.Select((value, step) => new Metric("m", value, step, step)), new Metric("nan", double.NaN, 1, 1)] });
        Assert.Equal([new MetricSummary(run, "m", 1, 1, 5, 3)], await Store.SummarizeMetricsAsync([run, empty], ["m", "nan", "none"]));
    }

    [Fact]
    public async Task The_stamp_changes_with_every_write()
    {
        string run = (await NewRun()).Info.RunId;
        string? before = await Store.GetChangeStampAsync();
        Assert.Equal(before, await Store.GetChangeStampAsync());
        await Store.LogMetricAsync(run, new Metric("m", 1, 1, 1));
        if (before is not null)
            Assert.NotEqual(before, await Store.GetChangeStampAsync());
    }
}
