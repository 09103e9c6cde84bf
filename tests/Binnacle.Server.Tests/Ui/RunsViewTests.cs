using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;
using CsCheck;

namespace Binnacle.Server.Tests.Ui;

public sealed class RunsViewTests
{
    private static readonly Gen<RunColumn> AnyColumn = Gen.OneOf(
        Gen.Int[0, RunColumn.Attributes.Count - 1].Select(index => RunColumn.Attributes[index]),
        Gen.Select(Gen.Enum<ColumnGroup>().Where(group => group != ColumnGroup.Run), Gen.String[1, 12], RunColumn.Of),
        Gen.Select(Gen.String[1, 12], Gen.Enum<MetricValue>(), RunColumn.Of));

    private static readonly Gen<ColumnChoice> AnyChoice = Gen.Select(
        AnyColumn, Gen.Bool, Gen.Nullable(Gen.Int[ColumnChoice.LeastWidth, ColumnChoice.GreatestWidth]), (column, pinned, width) => new ColumnChoice(column, pinned, width));

    private static readonly Gen<RunsView> AnyArrangement = Gen.Select(
        Gen.String, AnyColumn, Gen.Bool, Gen.Enum<ViewType>(), Gen.Null(AnyChoice.Array[0, 5]), Gen.Nullable(Gen.Enum<RunStatus>()),
        (filter, sort, descending, lifecycle, columns, status) => new RunsView
        {
            Filter = filter.Trim(),
            Sort = sort,
            Descending = descending,
            Lifecycle = lifecycle,
            Columns = columns?.DistinctBy(choice => choice.Column).ToArray(),
            Status = status,
        });

    private static readonly Gen<RunsView> AnyView = Gen.Select(
        AnyArrangement, Gen.Nullable(Gen.Int[1, 9999]), Gen.Null(AnyColumn.Where(column => column == RunColumn.Parent || column.Group is ColumnGroup.Params or ColumnGroup.Tags)),
        Gen.String.Array[0, 3], Gen.Bool,
        (view, hours, group, open, charts) => view with
        {
            Since = hours is { } number ? TimeSpan.FromHours(number) : null,
            Group = group,
            Open = [.. open.Where(item => item.Length > 0).Distinct()],
            Hidden = ["a1"],
            Selected = ["*", "c3"],
            Colors = new Dictionary<string, string> { ["b2"] = "#0a1b2c" },
            Charts = charts,
        });

    [Fact]
    public void A_view_survives_its_address() =>
        // Lone surrogates cannot stand in an address at all.
        AnyView.Where(view => Text(view).All(c => !char.IsSurrogate(c))).Sample(view =>
        {
            RunsView back = RunsView.Parse(view.ToQuery());
            Assert.Equal(Scalars(view), Scalars(back));
            Assert.Equal(view.Columns, back.Columns);
            Assert.Equal(view.Open, back.Open);
            Assert.Equal(view.Hidden, back.Hidden);
            Assert.Equal(view.Selected, back.Selected);
            Assert.Equal(view.Colors, back.Colors);
        });

    [Theory]
    [InlineData("?colors=a%2523ff0000", "#ff0000")]
    [InlineData("?colors=a%2523url(x)", null)]
    [InlineData("?colors=a%2523FF00zz", null)]
    public void Only_colours_get_into_a_style(string query, string? expected) =>
        Assert.Equal(expected, RunsView.Parse(query).Colors.GetValueOrDefault("a"));

    [Fact]
    public void The_usual_view_has_a_bare_address() => Assert.Equal("", new RunsView().ToQuery());

    [Fact]
    public void What_an_address_does_not_say_stays_at_its_default() =>
        Assert.Equal("", RunsView.Parse("?sort=nonsense&state=42&other=1&group=status&since=x&status=none").ToQuery());

    [Fact]
    public void A_second_click_on_a_heading_turns_the_order_round()
    {
        RunColumn loss = RunColumn.Of(ColumnGroup.Metrics, "loss");
        RunsView once = new RunsView().SortedBy(loss);
        Assert.False(once.Descending);
        Assert.True(once.SortedBy(loss).Descending);
    }

    private static object Scalars(RunsView view) =>
        (view.Filter, view.Sort, view.Descending, view.Lifecycle, view.Status, view.Since, view.Group, view.Charts);

    private static string Text(RunsView view) =>
        view.Filter + view.Sort.Key + view.Group?.Key + string.Concat(view.Open) + string.Concat((view.Columns ?? []).Select(choice => choice.Column.Key));

    [Fact]
    public void Colours_go_with_the_runs_to_their_charts_and_what_is_no_colour_does_not()
    {
        Dictionary<string, string> colors = new() { ["a"] = "#ff00ff" };
        string address = RunLink.Charts(["a", "b"], colors);
        Assert.StartsWith("/charts?runs=a,b&colors=", address, StringComparison.Ordinal);
        Assert.Equal(colors, RunsView.ParseColors(Uri.UnescapeDataString(address.Split("colors=")[1])));
        Assert.Empty(RunsView.ParseColors("a%23red;background:url(x),b"));
        Assert.Equal("/charts?runs=a", RunLink.Charts(["a"]));
    }
}
