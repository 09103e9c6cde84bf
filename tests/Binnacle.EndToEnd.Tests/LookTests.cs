using System.Text.RegularExpressions;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>The tool <c>binnacle</c> over a store that a sweep wrote: found by its tag, on the command line and in the browser.</summary>
public sealed partial class LookTests(DigitsData data)
{
    private const string Filter = "tags.hptuning_tag = \"looked at\"";

    [Fact]
    public async Task The_runs_of_a_sweep_are_found_by_their_tag()
    {
        using Workspace workspace = new(data);
        Run[] trials = await SweepBesideARunAsync(workspace);

        Outcome table = await SampleProgram.Cli.RunAsync(
            workspace.Path, "runs", "search", "--experiment", "digits", "--filter", Filter, "--order-by", "metrics.test_accuracy DESC");

        string[] found = [.. RunId().Matches(table.Succeeded().Output).Select(match => match.Value)];
        Assert.Equal(trials.OrderByDescending(run => run.Metrics["test_accuracy"].Value).Select(run => run.Info.RunId), found);
    }

    [Fact]
    public async Task The_browser_shows_the_runs_of_a_sweep_by_their_tag()
    {
        using Workspace workspace = new(data);
        Run[] trials = await SweepBesideARunAsync(workspace);
        using RunningProgram server = SampleProgram.Cli.Start(workspace.Path, "ui", "--port", "0");
        await server.UntilAsync(() => Address().IsMatch(server.Output), "the server's address");
        using HttpClient browser = new() { BaseAddress = new Uri(Address().Match(server.Output).Value) };

        string first = await GetAsync(browser, "/");
        string experiment = trials[0].Info.ExperimentId;
        string runs = await GetAsync(browser, $"/experiments/{experiment}?filter={Uri.EscapeDataString(Filter)}");
        string run = await GetAsync(browser, $"/experiments/{experiment}/runs/{trials[0].Info.RunId}");

        Assert.Contains("digits", first, StringComparison.Ordinal);
        Run other = Assert.Single(await workspace.RunsAsync(), all => trials.All(trial => trial.Info.RunId != all.Info.RunId));
        Assert.All(trials, trial => Assert.Contains(trial.Info.RunId, runs, StringComparison.Ordinal));
        Assert.DoesNotContain(other.Info.RunId, runs, StringComparison.Ordinal);
        Assert.Contains("test_accuracy", run, StringComparison.Ordinal);
        Assert.Contains(trials[0].Info.RunName, run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_filter_is_told_without_a_stack_trace()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();

        Outcome outcome = await SampleProgram.Cli.RunAsync(workspace.Path, "runs", "search", "--filter", "metric.loss ?? 3");

        outcome.RefusedWith("metric.loss");
    }

    private static async Task<Run[]> SweepBesideARunAsync(Workspace workspace)
    {
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        using RunningProgram sweep = workspace.StartTraining(
            [new("MLFLOW_HPTUNING_TAG", "looked at")], "--multirun", "epochs=1", "dry_run=true", "hydra.sweeper.n_trials=2");
        (await sweep.WaitAsync(TimeSpan.FromMinutes(2))).Succeeded();
        return [.. await workspace.RunsAsync(Filter)];
    }

    private static async Task<string> GetAsync(HttpClient browser, string path)
    {
        using HttpResponseMessage response = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RunId();

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
