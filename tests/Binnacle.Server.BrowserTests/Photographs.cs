using Binnacle.Server.Security.Users;
using Binnacle.Server.Tests;
using Binnacle.Testing;
using Binnacle.Tracking;
using Microsoft.Playwright;

namespace Binnacle.Server.BrowserTests;

/// <summary>Photographs of the pages of sweeps, runs, charts and models, whole, for people to look at: <c>eng/pictures.sh</c> makes them.</summary>
public sealed class Photographs(Browser browser)
{
    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Of_sweeps(ColorScheme scheme, int width)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 60, name: "digits-search");
        using StudyData pareto = await StudyData.CreateAsync(server.Data, trials: 40, objectives: 3, name: "digits-three-objectives");
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        await page.GotoAsync(server.Address + "sweeps", new() { WaitUntil = WaitUntilState.NetworkIdle });
        string[] links = await page.Locator("td.name a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        await ShootAsync(page, $"sweeps-{width}-{scheme}");
        for (int i = 0; i < links.Length; i++)
        {
            await page.GotoAsync(links[i], new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.EvaluateAsync("async () => { for (let y = 0; y < document.body.scrollHeight; y += 400) { scrollTo(0, y); await new Promise(r => setTimeout(r, 250)); } scrollTo(0, 0); }");
            await page.WaitForTimeoutAsync(1500);
            await ShootAsync(page, $"sweep-{i}-{width}-{scheme}");
            await page.ScreenshotAsync(new() { Path = PictureFolder.File($"sweep-{i}-top-{width}-{scheme}") });
        }
    }

    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Of_the_login_and_of_a_sweep_without_a_study(ColorScheme scheme, int width)
    {
        using TemporaryFolder folder = new();
        new UserDirectory(folder["users.json"]).Add("ana", "a long enough one");
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { UsersFile = folder["users.json"] });
        await DemoSweeps.AddAsync(server.Data);
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 820 }, ColorScheme = scheme });
        await page.GotoAsync($"{server.Address}sweeps/jobs?tag={Sweep.Tag}", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await ShootAsync(page, $"login-{width}-{scheme}");
        await page.GetByLabel("Name").FillAsync("ana");
        await page.GetByLabel("Password").FillAsync("a long enough one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.Locator("section.sweep[data-live]").WaitForAsync();
        await ShootAsync(page, $"job-sweep-{width}-{scheme}");
    }

    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Of_runs_charts_and_models(ColorScheme scheme, int width)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IReadOnlyList<Run> runs = (await server.Data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = [digits] })).Items;
        Run run = runs[0];
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.SourceName, "TrainModel.dll"));
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.Process, "gpu-7/4922/1"));
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.GitCommit, "8c1d27f0a9b34e55d1c07a2b6e9f31c4d5a6b7c8"));
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.GitBranch, "main"));
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.Overrides, "lr=0.9 epochs=3"));
        await server.Data.Store.LogInputsAsync(run.Info.RunId, [new DatasetInput(new Dataset("mnist", "0a1b2c3d", "local", "{\"uri\": \"data/mnist\"}", "{\"mlflow_colspec\": [{\"type\": \"double\", \"name\": \"pixel\"}, {\"type\": \"long\", \"name\": \"label\"}]}"), new Dictionary<string, string> { [ReservedTags.DatasetContext] = "training" })]);
        IArtifactStore artifacts = server.Data.Store.OpenArtifacts(run.Info);
        await artifacts.WriteTextAsync("train_config.json", "{\"lr\":0.9,\"db\":{\"host\":\"localhost\",\"port\":3306}}");
        await artifacts.WriteTextAsync("train_config_origins.json", "{\"lr\":\"override 'lr=0.9'\",\"db.host\":\"conf/db/mysql.yaml:3:7\",\"db.port\":\"conf/db/mysql.yaml:4:7\"}");
        await artifacts.WriteTextAsync("train.log", "[2026-11-25 14:00:00,123][train][INFO] - epoch 1: loss 0.31\n[2026-11-25 14:00:07,456][train][INFO] - epoch 2: loss 0.12\n");
        await artifacts.WriteTextAsync("confusion.csv", "digit,precision,recall\n0,0.99,0.98\n1,0.98,0.99\n");
        await artifacts.WriteTextAsync("model/MLmodel", "artifact_path: model\n");
        await server.Data.Store.ModelRegistry.CreateRegisteredModelAsync("digits", "Reads **digits**.");
        await server.Data.Store.ModelRegistry.CreateModelVersionAsync(new ModelVersionCreation { Name = "digits", Source = run.Info.ArtifactUri + "/model", RunId = run.Info.RunId });
        await server.Data.Store.ModelRegistry.SetAliasAsync("digits", "champion", 1);
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        string root = $"experiments/{digits}/runs/{run.Info.RunId}";
        string cards = Uri.EscapeDataString("[{\"kind\":\"parallel\",\"z\":\"m:test_accuracy\",\"w\":3},{\"kind\":\"line\",\"y\":\"m:test_loss\"},{\"kind\":\"box\",\"x\":\"p:train_batch_size\",\"y\":\"m:test_loss\"},{\"kind\":\"scatter\",\"x\":\"p:learning_rate\",\"y\":\"m:test_accuracy\"},{\"kind\":\"bar\",\"y\":\"m:test_accuracy\",\"w\":2},{\"kind\":\"contour\",\"x\":\"p:learning_rate\",\"y\":\"m:test_loss\",\"z\":\"m:test_accuracy\"}]");
        (string Name, string Path)[] pages =
        [
            ("run", root), ("run-metrics", root + "/metrics"), ("run-config", root + "/config"), ("run-artifacts", root + "/artifacts?path=confusion.csv"), ("run-logs", root + "/logs"),
            ("charts", $"charts?smoothing=0.5&cards={cards}&runs=" + string.Join(',', runs.Select(item => item.Info.RunId))), ("models", "models"), ("model", "models/digits"),
        ];
        foreach ((string name, string path) in pages)
        {
            await page.GotoAsync(server.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.WaitForTimeoutAsync(2500);
            await ShootAsync(page, $"{name}-{width}-{scheme}");
        }
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = PictureFolder.File(name), FullPage = true });
}
