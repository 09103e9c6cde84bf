using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>What people do with a sweep, in a browser.</summary>
public sealed class SweepJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_sweep_is_found_by_its_runs_and_its_best_trial_leads_to_its_run()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(server.Address + "sweeps");
        await page.GetByRole(AriaRole.Link, new() { Name = StudyData.Name }).ClickAsync();
        await ConnectedAsync(page);
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("30 of 40");
        await Expect(page.Locator("[data-plot='OptimizationHistory'] .main-svg").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('h1 b, td img, td script').length"));

        int best = data.Study.BestTrial.Number;
        await page.Locator($"[data-best='{best}']").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"search-{best:00}" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_point_of_the_history_leads_to_the_run_of_its_trial()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 8);
        IPage page = await OpenAsync(server, data);
        await Expect(page.Locator("[data-plot='OptimizationHistory'] .points .point").First).ToBeVisibleAsync();
        int number = await page.EvaluateAsync<int>("document.querySelector(\"[data-plot='OptimizationHistory'] .chart\").data[0].customdata[0]");
        // A plot above that is still being drawn would move this one away from the mouse.
        await Expect(page.GetByText("Being drawn …")).ToHaveCountAsync(0);
        await page.Locator("[data-plot='OptimizationHistory'] .points .point").First.HoverAsync(new() { Force = true });
        await Expect(page.Locator("[data-plot='OptimizationHistory'] .hovertext")).ToBeVisibleAsync();
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"search-{number:00}" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_trial_appears_without_reload_and_a_failed_one_says_why()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 8);
        IPage page = await OpenAsync(server, data);
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("8 of 18");
        string experiment = (await server.Data.Store.GetExperimentByNameAsync("search"))!.ExperimentId;
        int number = await data.RunTrialAsync(experiment, fails: true);
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("9 of 18");
        ILocator row = page.Locator($"tr[data-trial='{number}']");
        await Expect(row).ToContainTextAsync("Failed");
        await Expect(row).ToContainTextAsync("CUDA out of memory");
        await Expect(row.GetByRole(AriaRole.Link)).ToHaveTextAsync($"search-{number:00}");
    }

    [Fact]
    public async Task A_trial_is_enqueued_and_the_sweep_is_stopped()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 8);
        IPage page = await OpenAsync(server, data);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enqueue a trial" }).ClickAsync();
        await page.Locator(".enqueue").GetByLabel("layers").FillAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enqueue", Exact = true }).ClickAsync();
        await Expect(page.Locator(".enqueue [role=alert]")).ToContainTextAsync("expected a whole number from 1 to 5, found '9'");
        await page.Locator(".enqueue").GetByLabel("layers").FillAsync("3");
        await page.Locator(".enqueue").GetByLabel("optimizer").SelectOptionAsync("adam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enqueue", Exact = true }).ClickAsync();
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("1 in the queue");
        Trial trial = data.Study.Ask();
        Assert.Equal((3, "adam"), (trial.SuggestInt("layers", 1, 5), trial.SuggestCategorical("optimizer", "sgd", "adam", "<script>alert(1)</script>")));

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop the sweep" }).ClickAsync();
        await Expect(page.Locator("[role=status]", new() { HasText = "Asked to stop" })).ToBeVisibleAsync();
        Assert.Equal(1, data.Study.StopRequests);
        data.Study.Tell(trial, 0.5);
        await Expect(page.Locator(".sweep-head .state", new() { HasText = "stopped" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_trial_is_enqueued_by_keyboard_and_the_focus_comes_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 2);
        IPage page = await OpenAsync(server, data);
        ILocator button = page.GetByRole(AriaRole.Button, new() { Name = "Enqueue a trial" });
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".enqueue").GetByLabel("lr")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".enqueue")).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".enqueue").GetByLabel("lr")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("0.01");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("1 in the queue");
        await Expect(button).ToBeFocusedAsync();
        Assert.Equal(0.01, data.Study.Ask().SuggestFloat("lr", 1e-5, 1, log: true));
    }

    [Fact]
    public async Task A_point_of_a_trial_without_a_run_leads_to_its_row()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 1);
        Study plain = Study.Create(new StudyOptions { Name = "plain", Storage = data.Storage, Sampler = new RandomSampler(1) });
        plain.Optimize(trial => trial.SuggestFloat("x", 0, 1), trials: 200);
        IPage page = await OpenAsync(server, data);
        await page.GotoAsync($"{page.Url[..page.Url.IndexOf('?', StringComparison.Ordinal)]}?study=plain");
        await ConnectedAsync(page);
        await Expect(page.Locator("[data-plot='OptimizationHistory'] .points .point").First).ToBeVisibleAsync();
        await page.GetByLabel("Show").SelectOptionAsync("Fail");
        await page.EvaluateAsync("document.querySelector(\"[data-plot='OptimizationHistory'] .chart\").emit('plotly_click', { points: [{ customdata: 7 }] })");
        await Expect(page.Locator("tr.selected[data-trial='7']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_jobs_of_a_sweep_without_a_study_lead_to_their_runs_and_charts_and_new_ones_appear()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(server.Address + "sweeps");
        await page.GetByRole(AriaRole.Link, new() { Name = Sweep.Tag }).ClickAsync();
        await ConnectedAsync(page);
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("10 of 10");
        await server.Data.RunAsync(digits, "late", RunStatus.Running, tags: new() { ["hptuning_tag"] = Sweep.Tag, [ReservedTags.Process] = RunOwner.Current.ToString() });
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("10 of 11");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open in the runs table" }).ClickAsync();
        await Expect(page.GetByText("11 runs")).ToBeVisibleAsync();
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByLabel("Select train-model-hp-09").CheckAsync();
        await page.GetByLabel("Select train-model-hp-08").CheckAsync();
        await page.Locator(".runs-bar").GetByRole(AriaRole.Link, new() { Name = "Charts" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Charts of 2 runs" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_study_without_trials_says_what_comes_next_and_one_whose_file_is_gone_says_so()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 1);
        Study.Create(new StudyOptions { Name = "empty", Storage = data.Storage });
        IPage page = await OpenAsync(server, data);
        string address = page.Url[..page.Url.IndexOf('?', StringComparison.Ordinal)];
        await page.GotoAsync($"{address}?study=empty");
        await Expect(page.Locator(".empty")).ToContainTextAsync("No trial has started yet");
        await ConnectedAsync(page);
        File.Delete(data.Journal);
        await Expect(page.Locator("[role=alert]")).ToContainTextAsync("the file is not there any more");
        await page.ReloadAsync();
        await Expect(page.Locator("[role=alert]")).ToContainTextAsync("This study cannot be shown");
    }

    private async Task<IPage> OpenAsync(RunningServer server, StudyData data)
    {
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(server.Address + "sweeps");
        await page.GetByRole(AriaRole.Link, new() { Name = data.Study.Name }).ClickAsync();
        await ConnectedAsync(page);
        return page;
    }

    private static Task ConnectedAsync(IPage page) => page.Locator("section.sweep[data-live]").WaitForAsync();
}
