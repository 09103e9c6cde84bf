using Binnacle.Server.Ui.Compare;
using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Ui;

public sealed class RunComparisonTests
{
    [Fact]
    public void Rows_that_differ_come_first_in_their_group()
    {
        Run[] runs = [Run("a", ("gamma", "0.7"), ("lr", "0.9"), ("zeta", "1")), Run("b", ("gamma", "0.7"), ("lr", "1.3"))];
        string[] order = [.. RunComparison.Of(runs, DateTimeOffset.UnixEpoch).Rows
            .Where(row => row.Column.Group == ColumnGroup.Params).Select(row => $"{row.Column.Key}:{row.Differs}")];
        Assert.Equal(["lr:True", "zeta:True", "gamma:False"], order);
    }

    [Fact]
    public void By_default_the_table_shows_the_parameters_that_differ()
    {
        Run[] runs = [Run("a", ("gamma", "0.7"), ("lr", "0.9")), Run("b", ("gamma", "0.7"), ("lr", "1.3"))];
        Assert.Equal(["lr"], Params(RunColumns.Of(RunKeys.Of(runs), runs)));
        Assert.Equal(["gamma", "lr"], Params(RunColumns.Of(RunKeys.Of(runs[..1]), runs[..1])));
    }

    [Fact]
    public void Reserved_tags_and_system_metrics_are_not_shown_unasked()
    {
        Run run = Run("a") with
        {
            Tags = new Dictionary<string, string> { ["mlflow.user"] = "mara", ["binnacle.process"] = "h/1/2", ["team"] = "red" },
            Metrics = new Dictionary<string, Metric> { ["system/cpu"] = new("system/cpu", 1, 0, 0), ["loss"] = new("loss", 1, 0, 0) },
        };
        string[] shown = [.. RunColumns.Of(RunKeys.Of([run]), [run]).ByDefault.Select(choice => choice.Column).Where(column => column.Group != ColumnGroup.Run).Select(column => column.Id)];
        Assert.Equal(["metrics.loss", "tags.team"], shown);
    }

    [Fact]
    public void A_run_with_a_hundred_parameters_and_metrics_shows_some_of_each_at_first_metrics_before_parameters_and_offers_the_others()
    {
        Run run = Run("a", [.. Enumerable.Range(0, 100).Select(i => ($"p{i:00}", $"{i}"))]) with
        {
            Metrics = Enumerable.Range(0, 100).Select(i => new Metric($"m{i:00}", 1, 0, 0)).ToDictionary(metric => metric.Key),
            Tags = new Dictionary<string, string> { ["team"] = "red" },
        };
        RunColumns columns = RunColumns.Of(RunKeys.Of([run]), [run]);
        Assert.Equal(
            ["name", "status", "started", "duration", "metrics.m00", "metrics.m01", "metrics.m02", "metrics.m03", "metrics.m04",
                "params.p00", "params.p01", "params.p02", "params.p03", "params.p04", "params.p05", "tags.team"],
            columns.ByDefault.Select(choice => choice.Column.Id));
        Assert.Equal(RunColumn.Attributes.Count + 201, columns.All.Count);
        Assert.Equal(["Run", "Metrics", "Params", "Tags"], columns.All.Select(column => column.Group.ToString()).Distinct());
    }

    private static string[] Params(RunColumns columns) =>
        [.. columns.ByDefault.Select(choice => choice.Column).Where(column => column.Group == ColumnGroup.Params).Select(column => column.Key)];

    private static Run Run(string id, params (string Key, string Value)[] parameters) => new()
    {
        Info = new RunInfo { RunId = id, ExperimentId = "1" },
        Params = parameters.ToDictionary(item => item.Key, item => item.Value),
    };
}
