using System.Net;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests;

/// <summary>The pages as a browser without script gets them.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task An_empty_store_says_what_to_do_next()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string page = await server.PageAsync("/");
        Assert.Contains("TrainModel", page, StringComparison.Ordinal);
        Assert.Contains("<title>Experiments · Binnacle</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_experiments_show_how_many_runs_they_have()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        await server.Data.RunAsync(digits, "one");
        await server.Data.RunAsync(digits, "two");
        string page = await server.PageAsync("/experiments");
        Assert.Matches($@"(?s)/experiments/{digits}"">digits</a>.*?<td class=""number"">\s*2\s*<", page);
        Assert.DoesNotContain("/experiments/" + digits, await server.PageAsync("/experiments?search=other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runs_of_an_experiment_are_in_the_page_before_any_script_runs()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        await server.Data.RunAsync(digits, "first", parameters: new() { ["lr"] = "0.9" }, metrics: new() { ["loss"] = [2, 0.25] });
        await server.Data.RunAsync(digits, "second", parameters: new() { ["lr"] = "1.3" });
        string page = await server.PageAsync($"/experiments/{digits}");
        Assert.Contains("2 runs", page, StringComparison.Ordinal);
        Assert.Contains("0.25", page, StringComparison.Ordinal);
        Assert.Contains("1.3", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_in_the_address_chooses_the_runs()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        await server.Data.RunAsync(digits, "in-sweep", tags: new() { ["hptuning_tag"] = "1795466410" });
        await server.Data.RunAsync(digits, "alone");
        string page = await server.PageAsync($"/experiments/{digits}?filter=" + Uri.EscapeDataString("tags.hptuning_tag = \"1795466410\""));
        Assert.Contains("1 run<", page, StringComparison.Ordinal);
        Assert.Contains(">in-sweep</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">alone</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_filter_is_explained_under_the_box()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        string page = await server.PageAsync($"/experiments/{digits}?filter=" + Uri.EscapeDataString("metrics.loss >"));
        Assert.Matches("""<p id="filter-note" class="filter-note" role="alert">[^<]{10,}</p>""", page);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_shows_its_values_and_where_it_came_from()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        Run run = await server.Data.RunAsync(
            digits, "train-model-1", RunStatus.Killed, parameters: new() { ["lr"] = "0.9" }, metrics: new() { ["val/loss"] = [0.5, double.NaN] },
            tags: new() { [ReservedTags.GitCommit] = "8c1d27f0a9b34e55d1c07a2b6e9f31c4d5a6b7c8" });
        string page = await server.PageAsync($"/experiments/{digits}/runs/{run.Info.RunId}");
        foreach (string text in new[] { "train-model-1", "Killed", "14.4s", "8c1d27f0a9b3", "val/loss", "NaN", "mara" })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_shown_as_text_never_as_markup()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string experiment = await server.Data.ExperimentAsync("<img src=x onerror=alert(1)>");
        Run run = await server.Data.RunAsync(experiment, "<script>alert(1)</script>", parameters: new() { ["lr"] = "\"><b>" });
        foreach (string path in new[] { "/", $"/experiments/{experiment}", $"/experiments/{experiment}/runs/{run.Info.RunId}", $"/compare?runs={run.Info.RunId}" })
        {
            string page = await server.Client.GetStringAsync(path);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\"><b>", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_short_link_leads_to_the_run()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        Run run = await server.Data.RunAsync(digits, "one");
        using HttpResponseMessage answer = await server.Client.GetAsync($"/runs/{run.Info.RunId}");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith($"/experiments/{digits}/runs/{run.Info.RunId}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/experiments/9")]
    [InlineData("/experiments/0/runs/00000000000000000000000000000000")]
    [InlineData("/experiments/..%2f..%2fetc")]
    public async Task What_is_not_there_answers_404_with_words(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("All experiments", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_version_answer_in_plain_text()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.Equal("OK", await server.Client.GetStringAsync("/health"));
        Assert.Equal(BinnacleServer.Version, await server.Client.GetStringAsync("/version"));
    }
}
