using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public abstract partial class TrackingStoreSuite
{
    /// <summary>Whether the store keeps logged models; the tables of MLflow 2 do not.</summary>
    protected virtual bool HasLoggedModels => true;

    /// <summary>Whether what was deleted can be removed for good.</summary>
    protected virtual bool CanErase => true;

    private IModelRegistryStore Registry => Store.ModelRegistry;

    [Fact]
    public async Task A_registered_model_is_described_tagged_renamed_and_deleted()
    {
        await Registry.CreateRegisteredModelAsync("clf model", "first", new Dictionary<string, string> { ["team"] = "red" });
        await Refused(ErrorCodes.ResourceAlreadyExists, () => Registry.CreateRegisteredModelAsync("clf model"));
        await Registry.UpdateRegisteredModelAsync("clf model", "second");
        await Registry.SetRegisteredModelTagAsync("clf model", new Tag("stage/area", "x"));
        await Registry.DeleteRegisteredModelTagAsync("clf model", "team");
        await Registry.CreateModelVersionAsync(new ModelVersionCreation { Name = "clf model", Source = "s3://bucket/m" });
        await Registry.SetAliasAsync("clf model", "champion", 1);

        RegisteredModel renamed = await Registry.RenameRegisteredModelAsync("clf model", "other");
        Assert.Equal(("other", "second"), (renamed.Name, renamed.Description));
        Assert.Equal(["stage/area"], renamed.Tags.Keys);
        Assert.Equal(1, renamed.Aliases["champion"]);
        Assert.Equal("other", Assert.Single(renamed.LatestVersions).Name);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Registry.GetRegisteredModelAsync("clf model"));

        await Registry.DeleteRegisteredModelAsync("other");
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Registry.GetModelVersionAsync("other", 1));
        Assert.Empty((await Registry.SearchRegisteredModelsAsync(new ModelQuery())).Items);
    }

    [Fact]
    public async Task Versions_are_numbered_from_one_and_carry_what_they_were_made_with()
    {
        await Registry.CreateRegisteredModelAsync("m");
        ModelVersion first = await NewVersion("m"), second = await Registry.CreateModelVersionAsync(new ModelVersionCreation
        {
            Name = "m", Source = "s3://b/2", RunId = "abc", RunLink = "http://host/run", Description = "two", Tags = new Dictionary<string, string> { ["q"] = "1" },
        });
        Assert.Equal((1, 2), (first.Version, second.Version));
        ModelVersion found = await Registry.GetModelVersionAsync("m", 2);
        Assert.Equal(("s3://b/2", "abc", "http://host/run", "two", "None", "READY"), (found.Source, found.RunId, found.RunLink, found.Description, found.CurrentStage, found.Status));
        Assert.Equal("1", found.Tags["q"]);
        await Registry.DeleteModelVersionAsync("m", 1);
        Assert.Equal(3, (await NewVersion("m")).Version);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Registry.GetModelVersionAsync("m", 1));
        await Refused(ErrorCodes.ResourceDoesNotExist, () => NewVersion("absent"));
        await Registry.DeleteModelVersionAsync("m", 3);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Registry.DeleteModelVersionAsync("m", 3));
        Assert.Equal(4, (await NewVersion("m")).Version);
        Assert.Equal([4], (await Registry.GetRegisteredModelAsync("m")).LatestVersions.Select(version => version.Version));
        Assert.Equal([4, 2], (await Registry.SearchModelVersionsAsync(new ModelQuery { OrderBy = ["version_number DESC"] })).Items.Select(version => version.Version));
    }

    [Fact]
    public async Task An_alias_points_at_one_version_and_goes_with_it()
    {
        await Registry.CreateRegisteredModelAsync("m");
        await NewVersion("m");
        await NewVersion("m");
        await Registry.SetAliasAsync("m", "champion", 1);
        await Registry.SetAliasAsync("m", "champion", 2);
        Assert.Equal(2, (await Registry.GetModelVersionByAliasAsync("m", "champion")).Version);
        Assert.Equal(["champion"], (await Registry.GetModelVersionAsync("m", 2)).Aliases);
        await Registry.DeleteModelVersionAsync("m", 2);
        await Refused(ErrorCodes.InvalidParameterValue, () => Registry.GetModelVersionByAliasAsync("m", "champion"));
        await Refused(ErrorCodes.InvalidParameterValue, () => Registry.SetAliasAsync("m", "v3", 1));
    }

    [Fact]
    public async Task A_stage_may_archive_the_version_that_was_in_it()
    {
        await Registry.CreateRegisteredModelAsync("m");
        await NewVersion("m");
        await NewVersion("m");
        await Registry.TransitionModelVersionStageAsync("m", 1, "production");
        ModelVersion second = await Registry.TransitionModelVersionStageAsync("m", 2, "Production", archiveExisting: true);
        Assert.Equal("Production", second.CurrentStage);
        ModelVersion first = await Registry.GetModelVersionAsync("m", 1);
        Assert.Equal(("Archived", second.LastUpdateTime), (first.CurrentStage, first.LastUpdateTime));
        Assert.Equal([1, 2], (await Registry.GetLatestVersionsAsync("m")).Select(version => version.Version));
        Assert.Equal([2], (await Registry.GetLatestVersionsAsync("m", ["production"])).Select(version => version.Version));
        await Refused(ErrorCodes.InvalidParameterValue, () => Registry.TransitionModelVersionStageAsync("m", 1, "bogus"));
    }

    [Fact]
    public virtual async Task Models_and_versions_are_searched()
    {
        foreach (string name in (string[])["alpha", "beta", "gamma"])
        {
            await Registry.CreateRegisteredModelAsync(name, null, new Dictionary<string, string> { ["letter"] = name[..1] });
            await NewVersion(name);
            await NewVersion(name);
        }

        await Registry.SetModelVersionTagAsync("beta", 2, new Tag("ok", "yes"));
        Assert.Equal(["alpha", "gamma"], (await Registry.SearchRegisteredModelsAsync(new ModelQuery { Filter = "tags.letter = 'a' OR name LIKE 'gam%'" })).Items.Select(model => model.Name));
        PagedList<RegisteredModel> page = await Registry.SearchRegisteredModelsAsync(new ModelQuery { MaxResults = 2, OrderBy = ["name DESC"] });
        Assert.Equal(["gamma", "beta"], page.Items.Select(model => model.Name));
        page = await Registry.SearchRegisteredModelsAsync(new ModelQuery { MaxResults = 2, OrderBy = ["name DESC"], PageToken = page.NextPageToken });
        Assert.Equal("alpha", Assert.Single(page.Items).Name);
        Assert.Null(page.NextPageToken);
        ModelVersion tagged = Assert.Single((await Registry.SearchModelVersionsAsync(new ModelQuery { Filter = "name = 'beta' AND tags.ok = 'yes'" })).Items);
        Assert.Equal(("beta", 2), (tagged.Name, tagged.Version));
        Assert.Equal(3, (await Registry.SearchModelVersionsAsync(new ModelQuery { Filter = "version_number > 1" })).Items.Count);
    }

    [Theory]
    [InlineData(null, "model")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'true'", "model")]
    [InlineData("name LIKE '%' AND tags.`mlflow.prompt.is_prompt` = 'false'", "model")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'false' AND name LIKE 'm%'", "")]
    public async Task Prompts_are_found_only_when_they_are_asked_for(string? filter, string found)
    {
        Dictionary<string, string> mark = new() { ["mlflow.prompt.is_prompt"] = "true" };
        await Registry.CreateRegisteredModelAsync("model");
        await NewVersion("model");
        await Registry.CreateRegisteredModelAsync("prompt", null, mark);
        await Registry.CreateModelVersionAsync(new ModelVersionCreation { Name = "prompt", Source = "dummy-source", Tags = mark });
        ModelQuery query = new() { Filter = filter };
        string[] expected = found.Length == 0 ? [] : [found];
        Assert.Equal(expected, (await Registry.SearchRegisteredModelsAsync(query)).Items.Select(model => model.Name));
        Assert.Equal(expected, (await Registry.SearchModelVersionsAsync(query)).Items.Select(version => version.Name));
    }

    [Fact]
    public async Task Versions_that_an_order_leaves_equal_are_ordered_by_name()
    {
        foreach (string name in (string[])["b", "a", "c"])
        {
            await Registry.CreateRegisteredModelAsync(name);
            await NewVersion(name);
        }

        await NewVersion("c");
        PagedList<ModelVersion> page = await Registry.SearchModelVersionsAsync(new ModelQuery { OrderBy = ["version_number DESC"] });
        Assert.Equal(["c2", "a1", "b1", "c1"], page.Items.Select(version => $"{version.Name}{version.Version}"));
    }

    [Fact]
    public async Task Logged_models_are_found_by_the_datasets_they_were_measured_on()
    {
        if (!HasLoggedModels)
            return;
        string run = (await NewRun()).Info.RunId;
        LoggedModel first = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "first" });
        LoggedModel second = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "second" });
        await Store.LogMetricAsync(run, new Metric("acc", 0.9, 5, 1) { Link = new MetricLink(first.ModelId, "train", "d1") });
        await Store.LogMetricAsync(run, new Metric("acc", 0.5, 6, 2) { Link = new MetricLink(first.ModelId, "test", "d2") });
        await Store.LogMetricAsync(run, new Metric("acc", 0.7, 7, 1) { Link = new MetricLink(second.ModelId, "test", "d3") });
        Assert.Equal(["first"], await Found(null, new ModelDataset("train")));
        Assert.Equal(["second"], await Found(null, new ModelDataset("test", "d3")));
        Assert.Equal(["first"], await Found("metrics.acc > 0.8", new ModelDataset("train")));
        Assert.Empty(await Found("metrics.acc > 0.8", new ModelDataset("test")));

        async Task<IEnumerable<string>> Found(string? filter, ModelDataset dataset) =>
            (await Store.LoggedModels.SearchLoggedModelsAsync(new LoggedModelQuery { ExperimentIds = ["0"], Filter = filter, Datasets = [dataset] }))
            .Items.Select(model => model.Name);
    }

    [Fact]
    public async Task Logged_models_are_ordered_by_a_metric_on_one_dataset()
    {
        if (!HasLoggedModels)
            return;
        string run = (await NewRun()).Info.RunId;
        LoggedModel first = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "first" });
        LoggedModel second = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "second" });
        foreach ((LoggedModel model, double train, double test) in new[] { (first, 0.9, 0.8), (second, 0.8, 0.9) })
        {
            await Store.LogMetricAsync(run, new Metric("acc", train, 1, 0) { Link = new MetricLink(model.ModelId, "train", "d1") });
            await Store.LogMetricAsync(run, new Metric("acc", test, 2, 0) { Link = new MetricLink(model.ModelId, "test", "d2") });
        }

        Assert.Equal(["second", "first"], await Ordered("metrics.acc", new ModelDataset("train")));
        Assert.Equal(["first", "second"], await Ordered("metrics.acc", new ModelDataset("test", "d2")));
        Assert.Equal(["second", "first"], await Ordered("metrics.acc DESC", new ModelDataset("test")));

        async Task<IEnumerable<string>> Ordered(string order, ModelDataset dataset) =>
            (await Store.LoggedModels.SearchLoggedModelsAsync(new LoggedModelQuery { ExperimentIds = ["0"], OrderBy = [order], OrderDatasets = [dataset] }))
            .Items.Select(model => model.Name);
    }

    [Fact]
    public async Task A_deleted_logged_model_takes_the_parameters_and_tags_of_a_job_that_still_logs()
    {
        if (!HasLoggedModels)
            return;
        LoggedModel model = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0" });
        await Store.LoggedModels.DeleteLoggedModelAsync(model.ModelId);
        await Store.LoggedModels.LogLoggedModelParamsAsync(model.ModelId, [new Param("p", "1")]);
        await Store.LoggedModels.SetLoggedModelTagsAsync(model.ModelId, [new Tag("t", "1")]);
        await Store.LoggedModels.DeleteLoggedModelTagAsync(model.ModelId, "t");
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.LoggedModels.GetLoggedModelAsync(model.ModelId));
    }

    [Fact]
    public async Task A_logged_model_is_made_finished_searched_and_deleted()
    {
        if (!HasLoggedModels)
        {
            await Refused(ErrorCodes.NotImplemented, () => Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0" }));
            return;
        }

        string run = (await NewRun()).Info.RunId;
        LoggedModel model = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation
        {
            ExperimentId = "0", Name = "clf", SourceRunId = run, ModelType = "agent",
            Params = new Dictionary<string, string> { ["depth"] = "3" }, Tags = new Dictionary<string, string> { ["k"] = "v" },
        });
        Assert.Matches("^m-[0-9a-f]{32}$", model.ModelId);
        await Store.LogMetricAsync(run, new Metric("acc", 0.8, 5, 1) { Link = new MetricLink(model.ModelId, "valid", "bb22") });
        await Store.LogModelOutputsAsync(run, [new ModelOutput(model.ModelId, 1)]);
        await Store.LogModelInputsAsync(run, [model.ModelId]);
        await Store.LoggedModels.SetLoggedModelTagsAsync(model.ModelId, [new Tag("late", "1")]);
        await Store.LoggedModels.DeleteLoggedModelTagAsync(model.ModelId, "k");
        await Store.LoggedModels.LogLoggedModelParamsAsync(model.ModelId, [new Param("width", "9")]);
        LoggedModel ready = await Store.LoggedModels.FinalizeLoggedModelAsync(model.ModelId, LoggedModelStatus.Ready);

        Assert.Equal((LoggedModelStatus.Ready, "3", "9", "1"), (ready.Status, ready.Params["depth"], ready.Params["width"], Assert.Single(ready.Tags).Value));
        RunMetric point = Assert.Single(ready.Metrics);
        Assert.Equal((run, 0.8, new MetricLink(model.ModelId, "valid", "bb22")), (point.RunId, point.Metric.Value, point.Metric.Link));
        Run found = await Store.GetRunAsync(run);
        Assert.Equal(new ModelOutput(model.ModelId, 1), Assert.Single(found.ModelOutputs));
        Assert.Equal(model.ModelId, Assert.Single(found.ModelInputs));
        Assert.Equal(0.8, found.Metrics["acc"].Value);

        await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "other" });
        LoggedModelQuery query = new() { ExperimentIds = ["0"], Filter = "metrics.acc > 0.5 AND status = 'READY' AND params.depth = '3'" };
        Assert.Equal(model.ModelId, Assert.Single((await Store.LoggedModels.SearchLoggedModelsAsync(query)).Items).ModelId);
        await Store.LoggedModels.DeleteLoggedModelAsync(model.ModelId);
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.LoggedModels.GetLoggedModelAsync(model.ModelId));
        Assert.Empty((await Store.LoggedModels.SearchLoggedModelsAsync(query)).Items);
    }

    [Fact]
    public async Task A_deleted_logged_model_is_found_when_asked_for_and_can_be_removed_for_good()
    {
        if (!HasLoggedModels)
            return;
        LoggedModel model = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = "0", Name = "clf" });
        LoggedModel other = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation
        {
            ExperimentId = "0", Name = "other",
            Params = new Dictionary<string, string> { ["depth"] = "3" }, Tags = new Dictionary<string, string> { ["k"] = "v" },
        });
        await Store.LogMetricAsync((await NewRun()).Info.RunId, new Metric("acc", 0.8, 5, 1) { Link = new MetricLink(other.ModelId) });
        if (!CanErase)
        {
            await Refused(ErrorCodes.NotImplemented, () => Store.LoggedModels.EraseLoggedModelAsync(other.ModelId));
            await Refused(ErrorCodes.NotImplemented, () => Names(ViewType.DeletedOnly));
            return;
        }

        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LoggedModels.EraseLoggedModelAsync(other.ModelId));
        await Store.LoggedModels.DeleteLoggedModelAsync(other.ModelId);
        Assert.Equal(["clf"], await Names(ViewType.ActiveOnly));
        Assert.Equal(["other"], await Names(ViewType.DeletedOnly));
        Assert.Equal(["clf", "other"], (await Names(ViewType.All)).Order());

        await Store.LoggedModels.EraseLoggedModelAsync(other.ModelId);
        Assert.Equal(["clf"], await Names(ViewType.All));
        await Refused(ErrorCodes.ResourceDoesNotExist, () => Store.LoggedModels.EraseLoggedModelAsync(other.ModelId));
        Assert.Equal("clf", (await Store.LoggedModels.GetLoggedModelAsync(model.ModelId)).Name);

        async Task<IEnumerable<string>> Names(ViewType view) =>
            (await Store.LoggedModels.SearchLoggedModelsAsync(new LoggedModelQuery { ExperimentIds = ["0"], View = view })).Items.Select(found => found.Name);
    }

    private Task<ModelVersion> NewVersion(string name) =>
        Registry.CreateModelVersionAsync(new ModelVersionCreation { Name = name, Source = "s3://bucket/model" });
}
