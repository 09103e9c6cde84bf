using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;
using CsCheck;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The order of many runs, their groups, and the rows that they make.</summary>
public sealed class RunListTests
{
    [Theory]
    [InlineData(false, "b,a,d,c,e")]
    [InlineData(true, "a,b,d,c,e")]
    public async Task Numbers_in_parameters_sort_as_numbers_then_NaN_and_runs_without_a_value_stay_last(bool descending, string expected)
    {
        using TestStore data = new();
        string digits = await data.ExperimentAsync("digits");
        foreach ((string name, string? value) in new[] { ("a", "10"), ("b", "9"), ("c", null), ("d", "nan"), ("e", null) })
            await data.RunAsync(digits, name, start: 1_795_000_000_000 - name[0], parameters: value is null ? null : new() { ["p"] = value });
        RunListKey key = RunListKey.Of(digits, null, new RunsView { Sort = RunColumn.Of(ColumnGroup.Params, "p"), Descending = descending });
        Assert.Equal(expected, await NamesAsync(data, key));
    }

    [Fact]
    public async Task Conditions_of_the_choices_join_the_filter_as_a_whole()
    {
        using TestStore data = new();
        string digits = await data.ExperimentAsync("digits");
        await data.RunAsync(digits, "a", RunStatus.Failed, parameters: new() { ["p"] = "1" });
        await data.RunAsync(digits, "b", parameters: new() { ["p"] = "2" });
        await data.RunAsync(digits, "c", RunStatus.Failed, parameters: new() { ["p"] = "3" });
        RunsView view = new() { Filter = "params.p = '1' OR params.p = '2'", Status = RunStatus.Failed };
        Assert.Equal("a", await NamesAsync(data, RunListKey.Of(digits, null, view)));
        TrackingException refused = await Assert.ThrowsAsync<TrackingException>(() => NamesAsync(data, RunListKey.Of(digits, null, view with { Filter = "params.p =" })));
        Assert.Equal(10..11, refused.Place);
    }

    [Fact]
    public void Runs_are_grouped_by_value_in_the_order_of_their_first_and_those_without_come_last()
    {
        RunList list = RunGrouping.Of(["1", "2", "3", "4"], Cells(("2", "x"), ("3", "y"), ("4", "x")), nested: false);
        Assert.Equal(["2", "4", "3", "1"], list.Ids);
        Assert.Equal([new RunGroup("x", 0, 2), new RunGroup("y", 2, 1), new RunGroup(null, 3, 1)], list.Groups);
        Assert.Equal(["x", "2", "4", "y", null], new RowPlan(list, ["x"]).Rows(0, 5).Select(row => row.RunId ?? row.Group!.Value));
    }

    [Fact]
    public void Nested_runs_follow_the_run_that_they_are_nested_in()
    {
        RunList list = RunGrouping.Of(["c1", "a", "p", "c2", "g"], Cells(("c1", "p"), ("c2", "p"), ("g", "c2"), ("a", "elsewhere")), nested: true);
        Assert.Equal(["a", "p", "c1", "c2", "g"], list.Ids);
        Assert.Equal([0, 0, 1, 1, 2], list.Depths!);
        Assert.Equal(["a", "p"], new RowPlan(list, []).Rows(0, 9).Select(row => row.RunId));
        Assert.Equal(["a", "p", "c1", "c2", "g"], new RowPlan(list, ["p"]).Rows(0, 9).Select(row => row.RunId));
    }

    [Fact]
    public void Whatever_the_parents_every_run_has_one_row_when_all_groups_are_open() =>
        Gen.Int[-1, 9].Array[10].Sample(parents =>
        {
            string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];
            RunList list = RunGrouping.Of(ids, Cells([.. ids.Where(id => parents[int.Parse(id)] >= 0).Select(id => (id, $"{parents[int.Parse(id)]}"))]), nested: true);
            Assert.Equal(ids, list.Ids.Order());
            RowPlan plan = new(list, ids);
            Assert.Equal(10, plan.Count);
            Assert.Equal(list.Ids, plan.Rows(0, 10).Select(row => row.RunId));
        });

    [Fact]
    public void Ids_come_back_as_they_were() => Gen.OneOf(Gen.String, Gen.ULong.Select(number => number.ToString("x32"))).Array.Sample(ids =>
    {
        RunIds kept = RunIds.Of(ids);
        Assert.Equal(ids, kept);
        Assert.True(kept.SameAs(RunIds.Of(ids)));
    });

    [Fact]
    public void A_selection_of_all_but_one_counts_and_lists_the_others()
    {
        RunList list = new(RunIds.Of(["1", "2", "3"]));
        RunSelection selection = new();
        selection.SetAll(true);
        selection.Set("2", false);
        Assert.Equal(2, selection.Count(list));
        Assert.Equal(["1", "3"], selection.Of(list));
        selection.SetAll(false);
        Assert.Empty(selection.Of(list));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("2,9", "2")]
    [InlineData("*", "1,2,3")]
    [InlineData("*,2", "1,3")]
    public void A_selection_is_read_from_an_address_and_written_back(string listed, string expected)
    {
        RunList list = new(RunIds.Of(["1", "2", "3"]));
        RunSelection selection = new();
        selection.Read(listed.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, string.Join(',', selection.Of(list)));
        Assert.Equal(selection.Of(list).Count(), selection.Count(list));
        Assert.Equal(listed, string.Join(',', selection.Listed));
    }

    [Fact]
    public void A_selection_too_long_for_an_address_is_left_out_of_it()
    {
        RunSelection selection = new();
        for (int i = 0; i < 101; i++)
            selection.Set($"{i}", true);
        Assert.Empty(selection.Listed);
        selection.Set("0", false);
        Assert.Equal(100, selection.Listed.Count);
    }

    [Fact]
    public async Task Values_are_exported_in_full_and_never_as_formulas()
    {
        using TestStore data = new();
        string digits = await data.ExperimentAsync("digits");
        Run run = await data.RunAsync(digits, "=1+1", parameters: new() { ["p"] = "a,\"b\"\nc" }, metrics: new() { ["m"] = [0.1 + 0.2], ["n"] = [-1e-7] });
        RunColumn[] columns = [RunColumn.Name, RunColumn.Started, RunColumn.Duration, RunColumn.Of(ColumnGroup.Params, "p"), RunColumn.Of(ColumnGroup.Metrics, "m"), RunColumn.Of("n", MetricValue.Min)];
        await using RunCsv csv = await RunCsv.WriteAsync(data.Store, [run.Info.RunId], columns, DateTimeOffset.UnixEpoch, CancellationToken.None);
        using StreamReader reader = new(csv.Content);
        Assert.Equal(
            $"Run id,Run,Started,Duration,params.p,metrics.m,min.n\r\n{run.Info.RunId},'=1+1,2026-11-18T11:06:40.000Z,14.4,\"a,\"\"b\"\"\nc\",0.30000000000000004,-1E-07\r\n",
            await reader.ReadToEndAsync());
    }

    private static async Task<string> NamesAsync(TestStore data, RunListKey key)
    {
        RunList list = await RunListReader.ReadAsync(data.Store, key, TimeProvider.System, CancellationToken.None);
        return string.Join(',', (await data.Store.GetRunsAsync(list.Ids)).Select(run => run.Info.RunName));
    }

    private static Dictionary<string, RunCell> Cells(params (string Id, string Value)[] values) =>
        values.ToDictionary(item => item.Id, item => new RunCell(item.Value));
}
