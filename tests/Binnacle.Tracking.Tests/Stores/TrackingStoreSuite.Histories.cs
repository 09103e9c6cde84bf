using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public abstract partial class TrackingStoreSuite
{
    [Fact]
    public async Task Histories_of_several_runs_come_together()
    {
        string first = (await NewRun()).Info.RunId, second = (await NewRun()).Info.RunId;
        foreach (string run in (string[])[first, second])
            await Store.LogBatchAsync(run, new RunBatch { Metrics = [.. Enumerable.Range(0, 5).Select(i => new Metric("m", i, i, i))] });
        IReadOnlyList<RunMetric> points = await Store.GetMetricHistoriesAsync([second, first], "m", 7);
        Assert.Equal(7, points.Count);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), points.Select(point => point.RunId).Distinct());
        Assert.Equal([0, 1, 2, 3, 4], points.Take(5).Select(point => point.Metric.Value));
    }

    [Fact]
    public async Task The_pages_of_a_history_fit_together_whatever_is_logged_meanwhile()
    {
        string run = (await NewRun()).Info.RunId;
        await Store.LogBatchAsync(run, new RunBatch { Metrics = [.. Enumerable.Range(10, 100).Select(i => new Metric("m", i, i, i))] });
        List<Metric> points = [];
        string? token = null;
        do
        {
            PagedList<Metric> page = await Store.GetMetricHistoryAsync(run, "m", 40, token);
            points.AddRange(page.Items);
            token = page.NextPageToken;
            await Store.LogMetricAsync(run, new Metric("m", -1, points.Count / 20, 0));
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(10, 100).Select(i => (double)i), points.Select(point => point.Value));
        Assert.Equal(103, (await Store.GetMetricHistoryAsync(run, "m", 1000)).Items.Count);
    }

    [Fact]
    public async Task A_long_history_that_was_logged_backwards_is_in_order()
    {
        const int Points = 5000;
        string run = (await NewRun()).Info.RunId;
        foreach (int[] batch in Enumerable.Range(0, Points).Reverse().Chunk(1000))
            await Store.LogBatchAsync(run, new RunBatch { Metrics = [.. batch.Select(i => new Metric("m", i, i, Points - i))] });
        IReadOnlyList<Metric> points = (await Store.GetMetricHistoryAsync(run, "m")).Items;
        Assert.Equal(Enumerable.Range(0, Points).Select(i => new Metric("m", i, i, Points - i)), points);
        Assert.Throws<ArgumentOutOfRangeException>(() => points[Points]);
    }

    [Fact]
    public async Task A_sample_of_histories_keeps_each_runs_ends()
    {
        string first = (await NewRun()).Info.RunId, second = (await NewRun()).Info.RunId;
        await Store.LogBatchAsync(first, new RunBatch { Metrics = [.. Enumerable.Range(0, 100).Select(i => new Metric("m", i, i, i))] });
        await Store.LogBatchAsync(second, new RunBatch { Metrics = [.. Enumerable.Range(33, 5).Select(i => new Metric("m", i, i, i))] });
        IReadOnlyList<RunMetric> sample = await Store.SampleMetricHistoriesAsync([first, second], "m", 10);
        long[] steps = [.. sample.Where(point => point.RunId == first).Select(point => point.Metric.Step)];
        Assert.Equal((0L, 99L), (steps[0], steps[^1]));
        Assert.Equal([0L, 10, 20, 30, 33, 37, 40, 50, 60, 70, 80, 90, 99], steps);
        Assert.Equal([33L, 37], sample.Where(point => point.RunId == second).Select(point => point.Metric.Step));
        Assert.Equal([50L, 51, 52], (await Store.SampleMetricHistoriesAsync([first], "m", 10, 50, 52)).Select(point => point.Metric.Step));
    }

    [Fact]
    public async Task Data_sets_are_found_by_experiment()
    {
        string experiment = await Store.CreateExperimentAsync("data");
        Dataset data = new("train", "d1", "local", "{}");
        foreach (string context in (string[])["training", "training", "test"])
        {
            string run = (await NewRun(experiment)).Info.RunId;
            await Store.LogInputsAsync(run, [new DatasetInput(data, new Dictionary<string, string> { [ReservedTags.DatasetContext] = context })]);
        }

        IReadOnlyList<DatasetSummary> found = await Store.SearchDatasetsAsync([experiment, "0"]);
        Assert.Equal(["test", "training"], found.Select(summary => summary.Context).Order());
        Assert.All(found, summary => Assert.Equal((experiment, "train", "d1"), (summary.ExperimentId, summary.Name, summary.Digest)));
    }

    [Fact]
    public virtual async Task A_path_that_was_named_for_artifacts_is_kept_absolute_as_MLflow_keeps_it()
    {
        string place = Path.Combine(Folder.Path, "my location");
        string experiment = await Store.CreateExperimentAsync("placed", place);
        string kept = (await Store.GetExperimentAsync(experiment)).ArtifactLocation;
        Assert.Equal(OperatingSystem.IsWindows() ? new Uri(place).AbsoluteUri : place, kept);
        Run run = await NewRun(experiment);
        await Store.OpenArtifacts(run.Info).WriteTextAsync("a.txt", "abc");
        Assert.Equal("abc", await File.ReadAllTextAsync(Path.Combine(place, run.Info.RunId, "artifacts", "a.txt")));
    }

    [Fact]
    public virtual async Task Only_what_was_deleted_is_erased()
    {
        string experiment = await Store.CreateExperimentAsync("gone");
        string run = (await NewRun(experiment)).Info.RunId, other = (await NewRun(experiment)).Info.RunId;
        await Store.LogBatchAsync(run, new RunBatch { Metrics = [new Metric("m", 1, 1, 1)], Params = [new Param("p", "1")] });
        await Store.LogInputsAsync(run, [new DatasetInput(new Dataset("train", "d1", "local", "{}"), new Dictionary<string, string> { ["a"] = "b" })]);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.EraseRunAsync(run));
        await Store.DeleteRunAsync(run);
        await Store.EraseRunAsync(run);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.GetRunAsync(run));
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.EraseExperimentAsync(experiment));
        await Store.DeleteExperimentAsync(experiment);
        await Store.EraseExperimentAsync(experiment);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.GetExperimentAsync(experiment));
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.GetRunAsync(other));
        await Store.CreateExperimentAsync("gone");
    }
}
