using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;
using CsCheck;

namespace Binnacle.Server.Tests.Ui;

public sealed class RunsViewTests
{
    private static readonly Gen<RunColumn> AnyColumn = Gen.OneOf(
        Gen.Int[0, RunColumn.Attributes.Count - 1].Select(index => RunColumn.Attributes[index]),
        Gen.Select(Gen.Enum<ColumnGroup>().Where(group => group != ColumnGroup.Run), Gen.String[1, 12], RunColumn.Of));

    private static readonly Gen<RunsView> AnyView = Gen.Select(
        Gen.String, AnyColumn, Gen.Bool, Gen.Enum<ViewType>(), Gen.Null(AnyColumn.Array[0, 5]),
        (filter, sort, descending, lifecycle, columns) => new RunsView
        {
            Filter = filter.Trim(),
            Sort = sort,
            Descending = descending,
            Lifecycle = lifecycle,
            Columns = columns?.Distinct().ToArray(),
        });

    [Fact]
    public void A_view_survives_its_address() =>
        // Lone surrogates cannot stand in an address at all.
        AnyView.Where(view => Text(view).All(c => !char.IsSurrogate(c))).Sample(view =>
        {
            RunsView back = RunsView.Parse(view.ToQuery());
            Assert.Equal(view with { Columns = null }, back with { Columns = null });
            Assert.Equal(view.Columns, back.Columns);
        });

    [Fact]
    public void The_usual_view_has_a_bare_address() => Assert.Equal("", new RunsView().ToQuery());

    [Fact]
    public void What_an_address_does_not_say_stays_at_its_default() =>
        Assert.Equal(new RunsView(), RunsView.Parse("?sort=nonsense&state=42&other=1"));

    [Fact]
    public void A_second_click_on_a_heading_turns_the_order_round()
    {
        RunColumn loss = RunColumn.Of(ColumnGroup.Metrics, "loss");
        RunsView once = new RunsView().SortedBy(loss);
        Assert.False(once.Descending);
        Assert.True(once.SortedBy(loss).Descending);
    }

    [Theory]
    [InlineData(false, "b,a,d,c,e")]
    [InlineData(true, "d,a,b,c,e")]
    public void Numbers_sort_as_numbers_then_NaN_and_runs_without_a_value_stay_last(bool descending, string expected)
    {
        Run[] runs = [Run("a", 10), Run("b", 9), Run("c", null), Run("d", double.NaN), Run("e", null)];
        RunsView view = new() { Sort = RunColumn.Of(ColumnGroup.Metrics, "m"), Descending = descending };
        Assert.Equal(expected, string.Join(',', view.Order(runs, DateTimeOffset.UnixEpoch).Select(run => run.Info.RunId)));
    }

    private static Run Run(string id, double? value) => new()
    {
        Info = new RunInfo { RunId = id, ExperimentId = "1" },
        Metrics = value is { } number ? new Dictionary<string, Metric> { ["m"] = new("m", number, 0, 0) } : [],
    };

    private static string Text(RunsView view) => view.Filter + view.Sort.Key + string.Concat((view.Columns ?? []).Select(column => column.Key));
}
