using Binnacle.Server.Live;
using Binnacle.Server.Ui.Compare;
using Binnacle.Server.Ui.Experiments;
using Binnacle.Server.Ui.Models;
using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Shared;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The parts of the pages of runs, experiments and models, by themselves.</summary>
public sealed class RunPartTests : BunitContext
{
    private static readonly TimeSpan Patience = Eventually.Patience;
    private readonly TestStore _data = new();

    public RunPartTests()
    {
        Services.AddSingleton(_data.Store);
        Services.AddSingleton(new WholeStore(_data.Store));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_060_000)));
        Services.AddSingleton<MetricFeed>();
        Services.AddSingleton<LiveRuns>();
        Services.AddSingleton(new ServerOptions());
        Services.AddLogging();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task A_tag_is_added_changed_and_removed()
    {
        Run run = await RunAsync(tags: new() { ["team"] = "vision", [ReservedTags.User] = "shown elsewhere" });
        IRenderedComponent<RunTags> tags = Render<RunTags>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        tags.WaitForElement("tbody tr", Patience);
        Assert.Equal(["team"], Names(tags));
        await tags.InvokeAsync(() => tags.Find("input[aria-label='Name of the new tag']").Change(" quality/a b "));
        await tags.InvokeAsync(() => tags.Find("input[aria-label='Value of the new tag']").Change("good"));
        await tags.InvokeAsync(() => tags.FindAll("form")[^1].Submit());
        await tags.WaitForAssertionAsync(() => Assert.Equal(["quality/a b", "team"], Names(tags)), Patience);

        await tags.InvokeAsync(() => tags.Find("button[aria-label='Change the tag team']").Click());
        await tags.InvokeAsync(() => tags.Find("input[aria-label='Value of team']").Change("speech"));
        await tags.InvokeAsync(() => tags.Find("td form").Submit());
        await tags.WaitForAssertionAsync(() => Assert.Contains("speech", tags.Markup, StringComparison.Ordinal), Patience);
        await tags.InvokeAsync(() => tags.Find("button[aria-label='Remove the tag quality/a b']").Click());
        await tags.WaitForAssertionAsync(() => Assert.Equal(["team"], Names(tags)), Patience);
        Run changed = await _data.Store.GetRunAsync(run.Info.RunId);
        Assert.Equal("speech", changed.Tags["team"]);
        Assert.False(changed.Tags.ContainsKey("quality/a b"));
    }

    [Fact]
    public async Task A_tag_that_the_store_refuses_is_told_and_stays_in_the_form()
    {
        Run run = await RunAsync();
        IRenderedComponent<RunTags> tags = Render<RunTags>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        tags.WaitForElement("form", Patience);
        await _data.Store.DeleteRunAsync(run.Info.RunId);
        await tags.InvokeAsync(() => tags.Find("input[aria-label='Name of the new tag']").Change("late"));
        await tags.InvokeAsync(() => tags.Find("form").Submit());
        await tags.WaitForAssertionAsync(() => Assert.NotEmpty(tags.Find("[role=alert]").TextContent), Patience);
        Assert.Equal("late", tags.Find("input[aria-label='Name of the new tag']").GetAttribute("value"));
    }

    [Fact]
    public async Task A_description_is_edited_and_html_in_it_is_text()
    {
        Run run = await RunAsync();
        IRenderedComponent<RunNote> note = Render<RunNote>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        await note.Find("button").ClickAsync(new());
        note.Find("textarea").Change("**good** <script>alert(1)</script>");
        await note.Find("form").SubmitAsync();
        await note.WaitForAssertionAsync(() => Assert.Equal("good", note.Find(".markdown strong").TextContent), Patience);
        Assert.Empty(note.FindAll("script"));
    }

    [Fact]
    public async Task The_overview_shows_details_data_sets_and_the_sweep()
    {
        Run run = await RunAsync(tags: new() { ["hptuning_tag"] = "42", [ReservedTags.GitCommit] = "0123456789abcdef", [ReservedTags.GitBranch] = "main" });
        await _data.Store.LogInputsAsync(
            run.Info.RunId, [new DatasetInput(new Dataset("mnist", "0a1b", "local", "{}"), new Dictionary<string, string> { [ReservedTags.DatasetContext] = "training" })]);
        IRenderedComponent<RunOverview> overview = Render<RunOverview>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        overview.WaitForElement(".datasets", Patience);
        Assert.Contains("mnist", overview.Find(".datasets summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("0123456789ab", overview.Find("code[title]").TextContent);
        Assert.Equal("/sweeps/jobs?tag=42", overview.FindAll("dd a").Single(link => link.TextContent == "42").GetAttribute("href"));
    }

    [Theory]
    [InlineData("""{"mlflow_colspec": [{"type": "double", "name": "pixel"}, {"type": "long"}]}""", "pixel double, 1 long")]
    [InlineData("not JSON <b>", null)]
    [InlineData("[1]", null)]
    [InlineData("""{"mlflow_tensorspec": {}}""", null)]
    public void A_schema_is_a_table_where_it_names_columns_and_else_its_text(string schema, string? columns)
    {
        IRenderedComponent<DatasetSchema> part = Render<DatasetSchema>(parameters => parameters.Add(part => part.Schema, schema));
        if (columns is null)
            Assert.Equal(schema, part.Find("code").TextContent);
        else
            Assert.Equal(columns, string.Join(", ", part.FindAll("tbody tr").Select(row => $"{row.Children[0].TextContent} {row.Children[1].TextContent}")));
    }

    [Fact]
    public async Task Host_and_repository_stand_among_the_details_and_only_a_web_address_is_a_link()
    {
        Run run = await RunAsync(tags: new() { [ReservedTags.Process] = "gpu-7/4922/abc", [ReservedTags.JobFolder] = "/data/multirun/0", [ReservedTags.GitRepository] = "javascript:alert(1)" });
        IRenderedComponent<RunOverview> overview = Render<RunOverview>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        await overview.WaitForElementAsync(".facts", Patience);
        Assert.Contains("gpu-7 process 4922", overview.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("/data/multirun/0", overview.FindAll(".facts dd").Select(detail => detail.TextContent));
        Assert.DoesNotContain(ReservedTags.JobFolder, overview.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(overview.FindAll("a"), link => link.TextContent.StartsWith("javascript", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_runs_nested_in_a_run_are_listed_with_their_states()
    {
        Run outer = await RunAsync();
        for (int fold = 0; fold < 2; fold++)
            await _data.RunAsync(outer.Info.ExperimentId, $"fold {fold}", start: 1_795_000_000_000 + fold, tags: new() { [ReservedTags.ParentRunId] = outer.Info.RunId });
        IRenderedComponent<NestedRuns> nested = Render<NestedRuns>(parameters => parameters.Add(part => part.Run, outer));
        await nested.WaitForElementAsync("tbody tr", Patience);
        Assert.Equal(["fold 0", "fold 1"], nested.FindAll("th a").Select(link => link.TextContent));
        Assert.All(nested.FindAll(".state"), state => Assert.Contains("Finished", state.TextContent, StringComparison.Ordinal));
        Assert.StartsWith("/compare?runs=", nested.FindAll(".links a")[1].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_renamed_deleted_and_restored_on_its_page()
    {
        Run run = await RunAsync();
        IRenderedComponent<RunHead> head = Render<RunHead>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        await head.WaitForElementAsync("h1", Patience);
        await head.InvokeAsync(() => Button(head, "Rename").Click());
        await head.InvokeAsync(() => head.Find("dialog input").Change(" better "));
        await head.InvokeAsync(() => head.Find("dialog form").Submit());
        await head.WaitForAssertionAsync(() => Assert.Equal("better", head.Find("h1").TextContent), Patience);
        await head.InvokeAsync(() => Button(head, "Delete").Click());
        await head.InvokeAsync(() => head.Find("dialog form").Submit());
        await head.WaitForElementAsync(".state-warn", Patience);
        Assert.Equal(LifecycleStage.Deleted, (await _data.Store.GetRunAsync(run.Info.RunId)).Info.LifecycleStage);
        await head.InvokeAsync(() => Button(head, "Restore").Click());
        await head.InvokeAsync(() => head.Find("dialog form").Submit());
        await head.WaitForAssertionAsync(() => Assert.Empty(head.FindAll(".state-warn")), Patience);
    }

    [Fact]
    public async Task A_model_of_a_run_is_registered_once_and_again_as_the_next_version()
    {
        Run run = await RunAsync();
        await _data.Store.OpenArtifacts(run.Info).WriteTextAsync("model/MLmodel", "artifact_path: model\n");
        IRenderedComponent<RegisterModel> part = Render<RegisterModel>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        part.WaitForElement("form", Patience);
        for (int version = 1; version <= 2; version++)
        {
            await part.InvokeAsync(() => part.Find("input").Change("digits"));
            await part.InvokeAsync(() => part.Find("form").Submit());
            await part.WaitForAssertionAsync(() => Assert.Contains($"version {version}", part.Markup, StringComparison.Ordinal), Patience);
        }

        IRenderedComponent<ModelVersions> versions = Render<ModelVersions>(parameters => parameters.Add(part => part.Name, "digits"));
        versions.WaitForElement("tr[data-version='2']", Patience);
        Assert.Equal(2, versions.FindAll("tbody tr[data-version]").Count);
    }

    [Fact]
    public async Task A_registered_model_and_its_version_are_described_in_Markdown()
    {
        IModelRegistryStore registry = _data.Store.ModelRegistry;
        await registry.CreateRegisteredModelAsync("digits", "Reads *digits*.");
        await registry.CreateModelVersionAsync(new ModelVersionCreation { Name = "digits", Source = "models:/x" });
        IRenderedComponent<ModelNote> model = Render<ModelNote>(parameters => parameters.Add(part => part.Name, "digits").Add(part => part.Text, "Reads *digits*."));
        Assert.Equal("digits", model.Find("em").TextContent);
        await DescribeAsync(model, "Reads **all** digits.");
        await model.WaitForAssertionAsync(() => Assert.Equal("all", model.Find("strong").TextContent), Patience);
        Assert.Equal("Reads **all** digits.", (await registry.GetRegisteredModelAsync("digits")).Description);

        IRenderedComponent<ModelVersions> versions = Render<ModelVersions>(parameters => parameters.Add(part => part.Name, "digits"));
        versions.WaitForElement("button[aria-label='Add a description of version 1']", Patience);
        await DescribeAsync(versions, "Trained on <script>1</script> **60,000**.");
        await versions.WaitForAssertionAsync(() => Assert.Equal("60,000", versions.Find("strong").TextContent), Patience);
        Assert.Empty(versions.FindAll("script"));
        Assert.StartsWith("Trained on", (await registry.GetModelVersionAsync("digits", 1)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_gets_an_alias_and_is_deleted_once_that_is_confirmed()
    {
        IModelRegistryStore registry = _data.Store.ModelRegistry;
        await registry.CreateRegisteredModelAsync("digits");
        for (int i = 0; i < 2; i++)
            await registry.CreateModelVersionAsync(new ModelVersionCreation { Name = "digits", Source = "models:/x" });
        IRenderedComponent<ModelVersions> versions = Render<ModelVersions>(parameters => parameters.Add(part => part.Name, "digits"));
        versions.WaitForElement("tr[data-version='2']", Patience);
        await versions.InvokeAsync(() => versions.Find("button[aria-label='Alias for version 1']").Click());
        await versions.InvokeAsync(() => versions.Find("dialog input").Change("v1"));
        await versions.InvokeAsync(() => versions.Find("dialog form").Submit());
        await versions.WaitForElementAsync("dialog [role=alert]", Patience);
        await versions.InvokeAsync(() => versions.Find("dialog input").Change("champion"));
        await versions.InvokeAsync(() => versions.Find("dialog form").Submit());
        await versions.WaitForElementAsync("button[aria-label='Remove the alias champion']", Patience);
        Assert.Empty(versions.FindAll("dialog"));

        await versions.InvokeAsync(() => versions.Find("button[aria-label='Delete version 2']").Click());
        await versions.InvokeAsync(() => versions.Find("dialog form").Submit());
        await versions.WaitForAssertionAsync(() => Assert.Single(versions.FindAll("tr[data-version]")), Patience);
        Assert.Equal(1, (await registry.GetModelVersionByAliasAsync("digits", "champion")).Version);
    }

    [Fact]
    public async Task A_registered_model_is_renamed_and_deleted_on_its_page_and_what_is_refused_is_told_in_the_dialog()
    {
        IModelRegistryStore registry = _data.Store.ModelRegistry;
        await registry.CreateRegisteredModelAsync("digits");
        await registry.CreateRegisteredModelAsync("taken");
        NavigationManager navigation = Services.GetRequiredService<NavigationManager>();
        IRenderedComponent<ModelActions> actions = Render<ModelActions>(parameters => parameters.Add(part => part.Name, "digits"));
        await actions.InvokeAsync(() => Button(actions, "Rename").Click());
        await actions.InvokeAsync(() => actions.Find("dialog input").Change("taken"));
        await actions.InvokeAsync(() => actions.Find("dialog form").Submit());
        await actions.WaitForElementAsync("dialog [role=alert]", Patience);
        await actions.InvokeAsync(() => actions.Find("dialog input").Change(" number reader "));
        await actions.InvokeAsync(() => actions.Find("dialog form").Submit());
        await actions.WaitForAssertionAsync(() => Assert.EndsWith("/models/number%20reader", navigation.Uri, StringComparison.Ordinal), Patience);

        actions = Render<ModelActions>(parameters => parameters.Add(part => part.Name, "number reader"));
        await actions.InvokeAsync(() => Button(actions, "Delete").Click());
        await actions.InvokeAsync(() => actions.Find("dialog form").Submit());
        await actions.WaitForAssertionAsync(() => Assert.EndsWith("/models", navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Equal(["taken"], (await registry.SearchRegisteredModelsAsync(new ModelQuery())).Items.Select(model => model.Name));
    }

    private static async Task DescribeAsync<T>(IRenderedComponent<T> part, string text)
        where T : IComponent
    {
        await part.InvokeAsync(() => part.Find(".run-note button").Click());
        await part.InvokeAsync(() => part.Find("textarea").Change(text));
        await part.InvokeAsync(() => part.Find("form.card").Submit());
    }

    [Fact]
    public async Task Configurations_stand_side_by_side_differences_first()
    {
        string digits = await _data.ExperimentAsync("digits");
        Run one = await _data.RunAsync(digits, "one"), two = await _data.RunAsync(digits, "two");
        await _data.Store.OpenArtifacts(one.Info).WriteTextAsync("train_config.json", """{"a":1,"lr":0.9,"db":{"host":"x"}}""");
        await _data.Store.OpenArtifacts(two.Info).WriteTextAsync("train_config.json", """{"a":1,"lr":0.7,"db":{"port":1}}""");
        IRenderedComponent<ConfigTable> table = Render<ConfigTable>(parameters => parameters.Add(part => part.Runs, [one, two]));
        table.WaitForElement("tbody tr", Patience);
        Assert.Equal(["db.host", "db.port", "lr", "a"], table.FindAll("th[scope=row]").Select(heading => heading.TextContent));
        Assert.Equal(3, table.FindAll("tr.differs").Count);

        IRenderedComponent<ComparedArtifacts> files = Render<ComparedArtifacts>(parameters => parameters.Add(part => part.Runs, [one, two]));
        files.WaitForElement("tbody tr", Patience);
        Assert.Equal("train_config.json", files.Find("th[scope=row]").TextContent);
    }

    [Fact]
    public async Task A_run_without_configuration_says_how_to_have_one()
    {
        Run run = await RunAsync();
        Assert.Contains("No configuration", Render<RunConfig>(parameters => parameters.Add(part => part.Run, run)).WaitForElement(".empty", Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_log_is_shown()
    {
        Run run = await RunAsync();
        await _data.Store.OpenArtifacts(run.Info).WriteTextAsync("train.log", "epoch <1>\n");
        IRenderedComponent<RunLogs> logs = Render<RunLogs>(parameters => parameters.Add(part => part.RunId, run.Info.RunId));
        Assert.Contains("epoch <1>", logs.WaitForElement("pre.log", Patience).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiments_are_found_by_name()
    {
        await _data.ExperimentAsync("digits");
        await _data.ExperimentAsync("speech");
        IRenderedComponent<ExperimentList> list = Render<ExperimentList>(parameters => parameters.Add(part => part.Search, "dig"));
        list.WaitForElement("td.name a", Patience);
        Assert.Equal(["digits"], list.FindAll("td.name a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public async Task A_deletion_is_asked_for_and_closing_the_dialog_takes_it_back()
    {
        RunActionRequest? confirmed = null;
        bool cancelled = false;
        IRenderedComponent<RunActionDialog> dialog = Render<RunActionDialog>(parameters => parameters
            .Add(part => part.Action, RunAction.Delete).Add(part => part.Count, 3)
            .Add(part => part.Confirmed, request => confirmed = request).Add(part => part.Cancelled, () => cancelled = true));
        Assert.Equal("Delete 3 runs?", dialog.Find("h2").TextContent);
        await dialog.Find("dialog").TriggerEventAsync("onclose", EventArgs.Empty);
        Assert.True(cancelled);
        await dialog.Find("form").SubmitAsync();
        Assert.Equal(RunAction.Delete, confirmed?.Action);
    }

    [Fact]
    public void A_moment_is_shown_in_utc_until_the_script_knows_the_viewer()
    {
        IRenderedComponent<LocalTime> time = Render<LocalTime>(parameters => parameters.Add(part => part.Milliseconds, 1_795_000_000_000));
        Assert.Equal("2026-11-18T11:06:40.000Z", time.Find("local-time").GetAttribute("datetime"));
        Assert.Equal("–", Render<LocalTime>(parameters => parameters.Add(part => part.Milliseconds, null)).Find(".none").TextContent);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> head, string text)
        where T : IComponent => head.FindAll(".head-actions button").Single(button => button.TextContent == text);

    private static IEnumerable<string> Names(IRenderedComponent<RunTags> tags) => tags.FindAll("th[scope=row]").Select(heading => heading.TextContent);

    private async Task<Run> RunAsync(Dictionary<string, string>? tags = null) =>
        await _data.RunAsync(await _data.ExperimentAsync("digits"), "one", metrics: new() { ["loss"] = [1, 2] }, tags: tags);
}
