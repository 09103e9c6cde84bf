using System.Diagnostics;
using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Stores;

public sealed class FileTrackingStoreTests : TrackingStoreSuite
{
    private string Root => Folder["mlruns"];

    protected override ITrackingStore OpenStore() => new FileTrackingStore(Root);

    [Fact]
    public async Task Named_pipes_among_the_files_of_a_run_are_read_as_empty_instead_of_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Run run = await NewRun();
        await Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [new Metric("loss", 1, 1, 1)], Params = [new Param("lr", "0.1")] });
        string folder = Path.GetDirectoryName(new Uri(run.Info.ArtifactUri).LocalPath)!;
        Directory.CreateDirectory(Path.Combine(folder, "artifacts"));
        string[] pipes = [.. new[] { "params/pipe", "metrics/pipe", "tags/pipe", "artifacts/pipe" }.Select(path => Path.Combine(folder, path))];
        using (Process mkfifo = Process.Start("mkfifo", pipes))
            await mkfifo.WaitForExitAsync();
        RunQuery query = new() { ExperimentIds = [run.Info.ExperimentId], Filter = "params.lr = '0.1'" };
        Run found = Assert.Single((await Task.Run(() => Store.SearchRunsAsync(query)).WaitAsync(TimeSpan.FromSeconds(30))).Items);
        Assert.Equal("", found.Params["pipe"]);
        Assert.Equal(["loss"], found.Metrics.Keys);
        await using Stream content = await Task.Run(() => Store.OpenArtifacts(run.Info).OpenReadAsync("pipe")).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, content.Length);
    }

    [Fact]
    public async Task The_logged_model_that_MLflow_3_notes_in_a_version_is_read()
    {
        await Store.ModelRegistry.CreateRegisteredModelAsync("m");
        ModelVersion version = await Store.ModelRegistry.CreateModelVersionAsync(new ModelVersionCreation { Name = "m", Source = "models:/m-1" });
        await File.AppendAllTextAsync(Path.Combine(Root, "models", "m", $"version-{version.Version}", "meta.yaml"), "model_id: m-1\n");
        Assert.Equal("m-1", (await Store.ModelRegistry.GetModelVersionAsync("m", version.Version)).ModelId);
    }

    [Fact]
    public async Task A_dataset_whose_name_has_spaces_keeps_the_fields_of_a_models_points_apart()
    {
        Run run = await NewRun();
        LoggedModel model = await Store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = run.Info.ExperimentId });
        await Store.LogMetricAsync(run.Info.RunId, new Metric("acc", 0.8, 5, 1) { Link = new MetricLink(model.ModelId, "train set\n2", "d1") });
        await Store.LogMetricAsync(run.Info.RunId, new Metric("acc", 0.9, 6, 2) { Link = new MetricLink(model.ModelId, "train", "") });
        string points = Assert.Single(Directory.GetFiles(Root, "acc", SearchOption.AllDirectories), path => path.Contains(model.ModelId, StringComparison.Ordinal));
        Assert.Equal([6, 4], File.ReadAllLines(points).Select(line => line.Split(' ').Length));
        Assert.Contains("train set 2", (await Store.LoggedModels.GetLoggedModelAsync(model.ModelId)).Metrics.Select(point => point.Metric.Link?.DatasetName));
    }

    [Fact]
    public async Task The_model_that_a_run_reads_is_kept_among_its_inputs_as_MLflow_3_keeps_it()
    {
        Run run = await NewRun();
        await Store.LogModelInputsAsync(run.Info.RunId, ["m-1"]);
        string folder = Path.Combine(new Uri(run.Info.ArtifactUri).LocalPath, "..", "inputs");
        string link = Assert.Single(Directory.GetFiles(folder, "meta.yaml", SearchOption.AllDirectories));
        Assert.Equal("destination_id: m-1\ndestination_type: RUN\nsource_id: m-1\nsource_type: MODEL\ntags: {}\n", await File.ReadAllTextAsync(link));
        Assert.Equal(["m-1"], (await Store.GetRunAsync(run.Info.RunId)).ModelInputs);
        Assert.Empty((await Store.GetRunAsync(run.Info.RunId)).Datasets);
    }

    [Fact]
    public async Task A_history_is_read_while_another_store_writes_it()
    {
        string id = (await Store.CreateRunAsync(new RunCreation { ExperimentId = await Store.CreateExperimentAsync("live") })).Info.RunId;
        const int Points = 3_000;
        Task writer = Task.Run(async () =>
        {
            ITrackingStore other = OpenStore();
            for (int step = 0; step < Points; step++)
                await other.LogMetricAsync(id, new Metric("loss", step, step, step));
        });

        int seen = 0;
        while (!writer.IsCompleted)
            seen = Math.Max(seen, (await OpenStore().GetMetricHistoryAsync(id, "loss")).Items.Count);
        await writer;

        Assert.InRange(seen, 1, Points);
        Assert.Equal(Points, (await Store.GetMetricHistoryAsync(id, "loss")).Items.Count);
    }

    [Fact]
    public async Task A_run_has_the_files_of_MLflow()
    {
        string experimentId = await Store.CreateExperimentAsync("vision", null, new Dictionary<string, string> { ["team"] = "αβγ", [ReservedTags.Note] = "# note\nline 2" });
        Run run = await Store.CreateRunAsync(new RunCreation { ExperimentId = experimentId, RunName = "base run", UserId = "ana", StartTime = 1699990000000 });
        string id = run.Info.RunId;
        await Store.LogBatchAsync(id, new RunBatch
        {
            Metrics = [new Metric("val/acc", 0.5, 1699990000000, 0), new Metric("val/acc", 1e-300, 1699990000005, 5), new Metric("down", double.NegativeInfinity, 1, -1)],
            Params = [new Param("opt/name", "adam w"), new Param("lines", "a\nb")],
        });
        await Store.UpdateRunAsync(id, new RunUpdate { Status = RunStatus.Finished, EndTime = 1699990000500 });

        string runFolder = Path.Combine(Root, experimentId, id);
        string[] files = [.. Directory.EnumerateFiles(runFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(runFolder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.Equal(["meta.yaml", "metrics/down", "metrics/val/acc", "params/lines", "params/opt/name", "tags/mlflow.runName"], files);
        Assert.True(Directory.Exists(Path.Combine(runFolder, "artifacts")));
        Assert.Equal("1699990000000 0.5 0\n1699990000005 1e-300 5\n", File.ReadAllText(Path.Combine(runFolder, "metrics", "val", "acc")));
        Assert.Equal("1 -inf -1\n", File.ReadAllText(Path.Combine(runFolder, "metrics", "down")));
        Assert.Equal("a\nb", File.ReadAllText(Path.Combine(runFolder, "params", "lines")));
        string location = new Uri(Root).AbsoluteUri + $"/{experimentId}";
        Assert.Equal(
            $"""
             artifact_uri: {location}/{id}/artifacts
             end_time: 1699990000500
             entry_point_name: ''
             experiment_id: '{experimentId}'
             lifecycle_stage: active
             run_id: {id}
             run_name: base run
             run_uuid: {id}
             source_name: ''
             source_type: 4
             source_version: ''
             start_time: 1699990000000
             status: 3
             tags: []
             user_id: ana

             """.ReplaceLineEndings("\n"),
            File.ReadAllText(Path.Combine(runFolder, "meta.yaml")));
        string meta = File.ReadAllText(Path.Combine(Root, experimentId, "meta.yaml"));
        Assert.StartsWith($"artifact_location: {location}\ncreation_time: ", meta, StringComparison.Ordinal);
        Assert.EndsWith("lifecycle_stage: active\nname: vision\ntags:\n  mlflow.note.content: '# note\n\n    line 2'\n  team: αβγ\n", meta, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.17")]
    [InlineData("3.11")]
    public void Files_of_MLflow_are_written_back_byte_for_byte(string version)
    {
        string tree = RepositoryRoot.Combine("tests", "conformance", "tracking", "mlruns_sample_" + version);
        string[] files = Directory.GetFiles(tree, "meta.yaml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        Assert.True(files.Length > 15);
        foreach (string text in files.Select(File.ReadAllText))
            Assert.Equal(text, MetaYaml.Write(MetaYaml.Parse(text)));
    }

    [Fact]
    public async Task What_another_version_wrote_into_meta_stays()
    {
        string id = await Store.CreateExperimentAsync("old");
        string meta = Path.Combine(Root, id, "meta.yaml");
        File.AppendAllText(meta, "trace_location: null\nworkspace: default\n");
        await Store.RenameExperimentAsync(id, "new");
        Assert.EndsWith("name: new\ntrace_location: null\nworkspace: default\n", File.ReadAllText(meta), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moved_folder_finds_its_artifacts()
    {
        Run run = await NewRun();
        await Store.OpenArtifacts(run.Info).WriteTextAsync("a.txt", "text");
        Directory.Move(Root, Folder["moved"]);
        FileTrackingStore moved = new(Folder["moved"]);
        Run found = await moved.GetRunAsync(run.Info.RunId);
        Assert.Equal(run.Info.ArtifactUri, found.Info.ArtifactUri);
        Assert.Equal("text", await moved.OpenArtifacts(found.Info).ReadTextAsync("a.txt"));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "empty")]
    [InlineData("artifact_uri: [", "broken")]
    [InlineData("experiment_id: '1'\n", "run")]
    public async Task A_broken_run_is_left_out_and_named(string? meta, string reason)
    {
        Run good = await NewRun(), bad = await NewRun();
        string path = Path.Combine(Root, "0", bad.Info.RunId, "meta.yaml");
        File.Delete(path);
        if (meta is not null)
            File.WriteAllText(path, meta);
        PagedList<Run> found = await OpenStore().SearchRunsAsync(new RunQuery { ExperimentIds = ["0"] });
        Assert.Equal(good.Info.RunId, Assert.Single(found.Items).Info.RunId);
        string warning = Assert.Single(found.Warnings);
        Assert.Contains(path, warning, StringComparison.Ordinal);
        Assert.True(reason.Length > 0);
    }

    [Fact]
    public async Task A_broken_experiment_is_left_out_and_named()
    {
        string id = await Store.CreateExperimentAsync("bad");
        File.WriteAllText(Path.Combine(Root, id, "meta.yaml"), "name: bad\n");
        PagedList<Experiment> found = await Store.SearchExperimentsAsync(new ExperimentQuery());
        Assert.Equal("Default", Assert.Single(found.Items).Name);
        Assert.Contains($"Experiment '{id}' is left out.", Assert.Single(found.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_metric_line_is_named_and_the_rest_is_read()
    {
        Run run = await NewRun();
        await Store.LogMetricAsync(run.Info.RunId, new Metric("m", 1, 1, 1));
        string path = Path.Combine(Root, "0", run.Info.RunId, "metrics", "m");
        File.AppendAllText(path, "16999");
        await Store.LogMetricAsync(run.Info.RunId, new Metric("m", 2, 2, 2));
        PagedList<Metric> history = await Store.GetMetricHistoryAsync(run.Info.RunId, "m");
        Assert.Equal([1.0, 2.0], history.Items.Select(point => point.Value));
        Assert.Contains("m:2:", Assert.Single(history.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_long_and_many_bad_metric_lines_little_is_told()
    {
        Run run = await NewRun();
        string path = Path.Combine(Root, "0", run.Info.RunId, "metrics", "m");
        File.WriteAllText(path, $"1 0.5 1\n{new string('9', 1_000_000)}\n{string.Concat(Enumerable.Repeat("bad\n", 1000))}3 0.25 3\n");
        PagedList<Metric> history = await Store.GetMetricHistoryAsync(run.Info.RunId, "m");
        Assert.Equal([0.5, 0.25], history.Items.Select(point => point.Value));
        Assert.InRange(history.Warnings.Sum(warning => warning.Length), 1, 10_000);
        Assert.EndsWith("m: 991 more lines are no points and left out.", history.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_and_new_metric_lines_are_read()
    {
        Run run = await NewRun();
        string path = Path.Combine(Root, "0", run.Info.RunId, "metrics", "m");
        File.WriteAllText(path, "5 0.25\n6 0.5 2 valid bb22\n7 nan 3 run name digest\n");
        PagedList<Metric> history = await Store.GetMetricHistoryAsync(run.Info.RunId, "m");
        Assert.Equal([new Metric("m", 0.25, 5, 0), new Metric("m", 0.5, 6, 2), new Metric("m", double.NaN, 7, 3)], history.Items);
        Assert.Empty(history.Warnings);
    }

    [Fact]
    public async Task A_read_run_is_read_again_when_another_process_changes_it()
    {
        Run run = await NewRun();
        string id = run.Info.RunId;
        RunQuery all = new() { ExperimentIds = ["0"] };
        for (int i = 0; i < 20; i++)
        {
            await OpenStore().LogMetricAsync(id, new Metric("m", i, i, i));
            await OpenStore().SetTagAsync(id, new Tag("t", $"{i}"));
            Run found = Assert.Single((await Store.SearchRunsAsync(all)).Items);
            Assert.Equal((i, $"{i}"), (found.Metrics["m"].Value, found.Tags["t"]));
        }
    }

    [Fact]
    public async Task Names_that_are_files_and_folders_at_once_are_refused()
    {
        string id = (await NewRun()).Info.RunId;
        await Store.LogMetricAsync(id, new Metric("a", 1, 1, 1));
        await Store.LogMetricAsync(id, new Metric("b/c", 1, 1, 1));
        TrackingException below = await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogMetricAsync(id, new Metric("a/b", 1, 1, 1)));
        Assert.Contains("there is already a 'a'", below.Message, StringComparison.Ordinal);
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.LogMetricAsync(id, new Metric("b", 1, 1, 1)));
    }

    [Fact]
    public async Task A_deleted_experiment_lies_in_the_trash()
    {
        string id = await Store.CreateExperimentAsync("vision");
        await Store.DeleteExperimentAsync(id);
        Assert.True(File.Exists(Path.Combine(Root, ".trash", id, "meta.yaml")));
        Assert.False(Directory.Exists(Path.Combine(Root, id)));
    }

    [Fact]
    public async Task The_default_experiment_of_a_folder_cannot_be_deleted()
    {
        await Refused(ErrorCodes.InvalidParameterValue, () => Store.DeleteExperimentAsync("0"));
        Assert.Equal(LifecycleStage.Active, (await Store.GetExperimentAsync("0")).LifecycleStage);
    }

    [Fact]
    public async Task Of_many_that_open_a_new_folder_one_makes_the_default_experiment()
    {
        Run[] runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenStore().CreateRunAsync(new RunCreation()))));
        PagedList<Run> found = await Store.SearchRunsAsync(new RunQuery { ExperimentIds = ["0"] });
        Assert.Equal(runs.Select(run => run.Info.RunId).Order(), found.Items.Select(run => run.Info.RunId).Order());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_clear_error()
    {
        string file = Folder.Write("taken", "a file");
        FileTrackingStore store = new(Path.Combine(file, "mlruns"));
        TrackingException error = await Refused(ErrorCodes.TemporarilyUnavailable, () => store.GetExperimentAsync("0"));
        Assert.StartsWith($"The tracking folder '{store.Folder}' cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_MLflows_files_and_the_lock_is_left()
    {
        string id = await Store.CreateExperimentAsync("vision");
        Run run = await NewRun(id);
        await Store.LogParamAsync(run.Info.RunId, new Param("p", "v"));
        await Store.SetTagAsync(run.Info.RunId, new Tag("t", "v"));
        IEnumerable<string> hidden = Directory.EnumerateFileSystemEntries(Root, ".*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetFileName(path));
        Assert.Equal([".binnacle.lock"], hidden);
    }
}
