using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Binnacle.Cli.Commands.Tracking;
using Binnacle.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Spectre.Console.Testing;

namespace Binnacle.Cli.Tests;

/// <summary>The commands about runs, on every kind of store.</summary>
public sealed class TrackingCommandsTests : IAsyncDisposable
{
    private const string Folder = "folder";
    private const string Database = "database";
    private const string Server = "server";
    private readonly TemporaryFolder _folder = new();
    private readonly List<BinnacleServer> _servers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (BinnacleServer server in _servers)
            await server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    [InlineData(Server)]
    public async Task Runs_are_found_shown_compared_tagged_deleted_and_restored(string kind)
    {
        string store = await StoreAsync(kind);
        Run first = await RunAsync(store, "first", 0.9), second = await RunAsync(store, "second", 0.5);
        Assert.Contains("first", Do(store, "runs", "list"), StringComparison.Ordinal);
        string found = Do(store, "runs", "search", "-e", "digits", "-f", "params.lr = '0.9'");
        Assert.Contains(first.Info.RunId, found, StringComparison.Ordinal);
        Assert.DoesNotContain(second.Info.RunId, found, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Do(store, "runs", "search", "--json", "-n", "1", "-o", "metrics.loss ASC"));
        Assert.Equal(second.Info.RunId, json.RootElement[0].GetProperty("run_id").GetString());

        string shown = Do(store, "runs", "show", first.Info.RunId[..8]);
        Assert.All(["first", "digits", "FINISHED", "lr    0.9", "loss  0.9 at step 3", "a.txt"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        string compared = Do(store, "runs", "compare", "first", second.Info.RunId);
        Assert.Contains("lr", compared, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", compared, StringComparison.Ordinal);
        Assert.Contains("seed", Do(store, "runs", "compare", "first", "second", "--all"), StringComparison.Ordinal);

        Do(store, "runs", "tag", "first", "stage=test", "note=a=b");
        Do(store, "runs", "tag", "first", "--remove", "stage");
        Assert.Contains("note", Do(store, "runs", "show", "first"), StringComparison.Ordinal);
        Assert.Equal($"deleted run 'first' ({first.Info.RunId})", Do(store, "runs", "delete", "first"));
        Assert.Contains("is deleted already", Refused(store, "runs", "delete", "first"), StringComparison.Ordinal);
        Assert.DoesNotContain("first", Do(store, "runs", "list"), StringComparison.Ordinal);
        Assert.Contains("first", Do(store, "runs", "list", "--view", "deleted"), StringComparison.Ordinal);
        Do(store, "runs", "restore", first.Info.RunId);
        Assert.Contains("first", Do(store, "runs", "list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    [InlineData(Server)]
    public async Task Experiments_are_made_renamed_tagged_deleted_and_restored(string kind)
    {
        string store = await StoreAsync(kind);
        string id = Do(store, "experiments", "create", "vision", "-t", "team=red");
        Assert.Contains("vision", Do(store, "experiments", "list"), StringComparison.Ordinal);
        Do(store, "experiments", "tag", "vision", "stage=test");
        Do(store, "experiments", "rename", "vision", "sight");
        using JsonDocument json = JsonDocument.Parse(Do(store, "experiments", "list", "--json", "-f", "name LIKE 'si%'"));
        JsonElement experiment = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal((id, "red", "test"), (experiment.GetProperty("experiment_id").GetString(), Tag(experiment, "team"), Tag(experiment, "stage")));
        Do(store, "experiments", "delete", id);
        Assert.DoesNotContain("sight", Do(store, "experiments", "list"), StringComparison.Ordinal);
        Do(store, "experiments", "restore", "sight");
        Assert.Contains("sight", Do(store, "experiments", "list"), StringComparison.Ordinal);
        Assert.Contains("There is no experiment 'sigth'", Refused(store, "experiments", "delete", "sigth"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'sight'?", Refused(store, "experiments", "delete", "sigth"), StringComparison.Ordinal);
        Assert.Contains("already exists", Refused(store, "experiments", "create", "sight"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    [InlineData(Server)]
    public async Task Files_are_listed_fetched_and_added_and_models_registered(string kind)
    {
        string store = await StoreAsync(kind);
        Run run = await RunAsync(store, "first", 0.9);
        string id = run.Info.RunId;
        Directory.CreateDirectory(_folder["local/model"]);
        File.WriteAllText(_folder["local/model/weights.bin"], "12345");
        Do(store, "artifacts", "upload", id, _folder["local"]);
        Do(store, "artifacts", "upload", id, _folder["local/model/weights.bin"], "--to", "extra");
        Assert.Equal("a.txt\t3\nextra/\nmodel/", Do(store, "artifacts", "list", "first"));
        Assert.Equal("model/weights.bin\t5", Do(store, "artifacts", "list", id, "model"));
        Assert.Contains("extra/weights.bin\t5", Do(store, "artifacts", "list", id, "-r"), StringComparison.Ordinal);
        string path = Do(store, "artifacts", "download", id, "model", "-o", _folder["out"]);
        Assert.Equal("12345", File.ReadAllText(Path.Combine(path, "weights.bin")));
        Assert.Contains("No such artifact: 'absent'", Refused(store, "artifacts", "download", id, "absent", "-o", _folder["out"]), StringComparison.Ordinal);
        Assert.Contains("is neither a file nor a folder", Refused(store, "artifacts", "upload", id, _folder["nothing"]), StringComparison.Ordinal);

        Assert.Equal("1", Do(store, "models", "register", "classifier", "first"));
        Assert.Equal("2", Do(store, "models", "register", "classifier", id, "extra", "--description", "other"));
        Assert.Contains("has no files in 'absent'", Refused(store, "models", "register", "classifier", id, "absent"), StringComparison.Ordinal);
        Do(store, "models", "alias", "classifier", "champion", "2");
        Assert.Contains("champion → 2", Do(store, "models", "list"), StringComparison.Ordinal);
        Assert.Contains(id, Do(store, "models", "show", "classifier"), StringComparison.Ordinal);
        Do(store, "models", "alias", "classifier", "champion");
        Assert.DoesNotContain("champion", Do(store, "models", "list"), StringComparison.Ordinal);
        Do(store, "models", "delete", "classifier", "--version", "1");
        Assert.Contains("Did you mean 'classifier'?", Refused(store, "models", "show", "clasifier"), StringComparison.Ordinal);
        Do(store, "models", "delete", "classifier");
        Assert.Equal("No models match.", Do(store, "models", "list"));
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    public async Task Models_are_registered_in_another_store_when_told(string kind)
    {
        string store = await StoreAsync(Database), registry = await StoreAsync(kind, "registry");
        await RunAsync(store, "first", 0.9);
        await RunAsync(registry, "other", 0.1);
        File.WriteAllText(_folder["weights.bin"], "12345");
        Do(store, "artifacts", "upload", "first", _folder["weights.bin"], "--to", "model");
        Assert.Equal("1", Do(store, "models", "register", "classifier", "first", "--registry-uri", registry));
        Do(store, "models", "alias", "classifier", "champion", "1", "--registry-uri", registry);
        Assert.Equal("No models match.", Do(store, "models", "list"));
        Assert.Contains("champion → 1", Do(registry, "models", "list"), StringComparison.Ordinal);
        Assert.Contains("/model", Copy("models", "show", "classifier", "--registry-uri", registry), StringComparison.Ordinal);
        Do(store, "models", "delete", "classifier", "--registry-uri", registry);
        Assert.Equal("No models match.", Do(registry, "models", "list"));
    }

    [Theory]
    [InlineData(Folder, Database)]
    [InlineData(Database, Folder)]
    [InlineData(Folder, Server)]
    [InlineData(Server, Folder)]
    [InlineData(Server, Database)]
    public async Task Exported_runs_are_imported_with_their_files_and_again_only_what_is_new(string from, string to)
    {
        string source = await StoreAsync(from), target = await StoreAsync(to, "target");
        Run run = await RunAsync(source, "first", 0.9);
        Do(source, "runs", "export", "first", "-o", _folder["carried"]);
        Assert.True(File.Exists(Directory.EnumerateFiles(_folder["carried"], "a.txt", SearchOption.AllDirectories).Single()));
        for (int time = 0; time < 2; time++)
        {
            Do(target, "runs", "import", _folder["carried"]);
            Copy("migrate", source, target, "--copy-artifacts");
            Copy("sync", source, target);
        }

        ITrackingStore opened = StoreOption.Open(target);
        using var close = opened as IDisposable;
        string experiment = (await opened.GetExperimentByNameAsync("digits"))!.ExperimentId;
        Run copy = Assert.Single((await opened.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment], View = ViewType.All })).Items);
        Assert.Equal(to == Server, copy.Info.RunId != run.Info.RunId);
        Assert.Equal(("first", RunStatus.Finished, "0.9"), (copy.Info.RunName, copy.Info.Status, copy.Params["lr"]));
        Assert.Equal(3, (await opened.GetMetricHistoryAsync(copy.Info.RunId, "loss")).Items.Count);
        Assert.Equal("abc", await opened.OpenArtifacts(copy.Info).ReadTextAsync("a.txt"));
        Assert.Contains("is not a folder", Refused(target, "runs", "import", _folder["nothing"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs", "show")]
    [InlineData("runs", "compare", "one")]
    [InlineData("runs", "tag", "one")]
    [InlineData("runs", "search", "--view", "some")]
    [InlineData("runs", "search", "-n", "0")]
    [InlineData("runs", "export", "one")]
    [InlineData("sync", "./mlruns")]
    [InlineData("models", "alias", "m", "a", "two")]
    [InlineData("gc", "--yes", "--dry-run")]
    [InlineData("completion", "tcsh")]
    public void A_wrong_command_line_is_refused(params string[] args) => Assert.NotEmpty(Parse(new TestConsole(), args).Errors);

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    public async Task What_was_deleted_is_first_shown_and_then_removed_with_its_files(string kind)
    {
        string store = await StoreAsync(kind);
        Run first = await RunAsync(store, "first", 0.9), second = await RunAsync(store, "second", 0.5), third = await RunAsync(store, "third", 0.1);
        string files = new Uri(first.Info.ArtifactUri).LocalPath, file = Path.Combine(files, "a.txt");
        Do(store, "runs", "delete", "first", "second");
        string shown = Do(store, "gc");
        Assert.Contains($"would remove run 'first' ({first.Info.RunId}), 3 B of artifacts", shown, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was removed yet: add --yes to do it.", shown, StringComparison.Ordinal);
        Assert.Contains("Would remove 0 runs", Do(store, "gc", "--older-than", "1d"), StringComparison.Ordinal);
        Assert.Contains("is not deleted", Refused(store, "gc", "--yes", "--run-ids", $"{first.Info.RunId},{third.Info.RunId}"), StringComparison.Ordinal);
        Assert.Contains("later than --older-than", Refused(store, "gc", "--yes", "--older-than", "1d", "--run-ids", first.Info.RunId), StringComparison.Ordinal);
        Assert.True(File.Exists(file));

        Assert.EndsWith("Removed 1 runs and 0 experiments, 3 B of artifacts.", Do(store, "gc", "--yes", "--run-ids", first.Info.RunId), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Contains("There is no run", Refused(store, "runs", "show", first.Info.RunId), StringComparison.Ordinal);
        Assert.Contains("second", Do(store, "runs", "list", "--view", "deleted"), StringComparison.Ordinal);

        Do(store, "experiments", "delete", "digits");
        Assert.EndsWith("Removed 2 runs and 1 experiments, 6 B of artifacts.", Do(store, "gc", "-y"), StringComparison.Ordinal);
        Assert.DoesNotContain("digits", Do(store, "experiments", "list", "--view", "all"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(new Uri(third.Info.ArtifactUri).LocalPath, "a.txt")));
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Database)]
    public async Task A_deleted_logged_model_of_a_living_experiment_is_removed_with_its_files(string kind)
    {
        string store = await StoreAsync(kind);
        await RunAsync(store, "first", 0.9);
        ITrackingStore opened = StoreOption.Open(store);
        using var close = opened as IDisposable;
        string experiment = (await opened.GetExperimentByNameAsync("digits"))!.ExperimentId;
        LoggedModel stays = await opened.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = experiment, Name = "stays" });
        LoggedModel goes = await opened.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = experiment, Name = "goes" });
        await opened.LoggedModels.OpenArtifacts(goes).WriteTextAsync("weights.bin", "12345");
        await opened.LoggedModels.DeleteLoggedModelAsync(goes.ModelId);
        string file = Path.Combine(new Uri(goes.ArtifactLocation).LocalPath, "weights.bin");

        Assert.Contains($"would remove logged model 'goes' ({goes.ModelId}), 5 B of artifacts", Do(store, "gc"), StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Contains("later than --older-than", Refused(store, "gc", "--yes", "--older-than", "1d", "--logged-model-ids", goes.ModelId), StringComparison.Ordinal);
        Assert.Contains("There is no deleted logged model", Refused(store, "gc", "--yes", "--logged-model-ids", stays.ModelId), StringComparison.Ordinal);
        Assert.EndsWith("Removed 0 runs and 0 experiments, 1 logged models, 5 B of artifacts.", Do(store, "gc", "--yes"), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Equal("stays", (await opened.LoggedModels.GetLoggedModelAsync(stays.ModelId)).Name);
        Assert.Contains("Removed 0 runs and 0 experiments, 0 B", Do(store, "gc", "--yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_a_server_keeps_are_removed_where_they_lie_and_a_run_whose_files_cannot_be_reached_stays()
    {
        Run run = await RunAsync(await StoreAsync(Server), "first", 0.9);
        string store = $"sqlite:///{_folder["source.db"]}", file = _folder[$"source-artifacts/{run.Info.ExperimentId}/{run.Info.RunId}/artifacts/a.txt"];
        Do(store, "runs", "delete", "first");
        Assert.Contains("Removed 0 runs", Do(store, "gc", "--yes", "--artifacts-destination", _folder["absent"]), StringComparison.Ordinal);
        Assert.Contains("first", Do(store, "runs", "list", "--view", "deleted"), StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Contains("Removed 1 runs", Do(store, "gc", "--yes", "--artifacts-destination", _folder["source-artifacts"]), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_database_is_made_for_either_MLflow()
    {
        string old = $"sqlite:///{_folder["old.db"]}", now = $"sqlite:///{_folder["new.db"]}";
        Assert.Equal("made the tables of MLflow 2.17", Copy("db", "create", old, "--mlflow", "2.17"));
        Assert.Equal("made the tables of MLflow 3.11", Copy("db", "create", now));
        Assert.Equal("would upgrade f5a4f2784254 -> 7d34483879f0", Copy("db", "upgrade", old, "--dry-run"));
        Assert.Equal("7d34483879f0 already: nothing to do.", Copy("db", "upgrade", now));
        Assert.Contains("the database is not empty", Assert.Throws<TrackingException>(() => Copy("db", "create", old)).Message, StringComparison.Ordinal);
        Assert.NotEmpty(Parse(new TestConsole(), ["db", "create", old, "--mlflow", "1.0"]).Errors);
    }

    [Fact]
    public void A_store_is_not_made_by_looking_at_it()
    {
        Assert.Contains("there is no such folder", Refused(_folder["typo"], "runs", "list"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["typo"]));
        string file = _folder["typo.db"];
        Assert.Contains("there is no such file", Refused($"sqlite:///{file}", "runs", "list"), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task What_names_no_run_or_several_is_told()
    {
        string store = await StoreAsync(Folder);
        await RunAsync(store, "same", 0.9);
        await RunAsync(store, "same", 0.5);
        Assert.Contains("'same' names 2 runs: ", Refused(store, "runs", "show", "same"), StringComparison.Ordinal);
        Assert.Contains("There is no run 'absent'", Refused(store, "runs", "show", "absent"), StringComparison.Ordinal);
        Assert.Contains("There is no run '../x'", Refused(store, "runs", "show", "../x"), StringComparison.Ordinal);
        Assert.Contains("expected a tag as KEY=VALUE", Refused(store, "runs", "tag", "same", "novalue"), StringComparison.Ordinal);
        Assert.Contains("cannot be reached", Refused("http://127.0.0.1:9", "runs", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_MLflow_2_is_upgraded_when_told_and_copied_before()
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_2.17", "mlflow.db"), _folder["mlflow.db"]);
        string store = $"sqlite:///{_folder["mlflow.db"]}";
        Assert.Equal("would upgrade f5a4f2784254 -> 7d34483879f0", Copy("db", "upgrade", store, "--dry-run"));
        Assert.Equal(
            $"upgraded f5a4f2784254 -> 7d34483879f0\nThe database as it was: {_folder["mlflow.db"]}.f5a4f2784254.backup", Copy("db", "upgrade", store));
        Assert.Equal("7d34483879f0 already: nothing to do.", Copy("db", "upgrade", store));
        Assert.Equal("indexed", Copy("db", "index", store));
        Assert.Contains("no SQLite file", Assert.Throws<TrackingException>(() => Copy("db", "index", _folder["mlruns"])).Message, StringComparison.Ordinal);
        Assert.Contains("f5a4f2784254", Copy("db", "upgrade", $"{store}.f5a4f2784254.backup", "--dry-run"), StringComparison.Ordinal);
        Assert.Contains("is no database", Assert.Throws<TrackingException>(() => Copy("db", "upgrade", _folder["mlruns"])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", Assert.Throws<TrackingException>(() => Copy("db", "upgrade", "postgresql://test@127.0.0.1:9/none")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_waits_is_no_error()
    {
        Assert.Equal($"Nothing waits in '{_folder["spill"]}'.", Copy("sync", "--spill-folder", _folder["spill"]));
        Directory.CreateDirectory(_folder["spill"]);
        File.WriteAllText(_folder["spill/x.jsonl"], "strange");
        Assert.Equal($"waiting: {_folder["spill/x.jsonl"]}", Copy("sync", "--spill-folder", _folder["spill"], "--dry-run"));
    }

    private static string? Tag(JsonElement experiment, string key) => experiment.GetProperty("tags").GetProperty(key).GetString();

    private async Task<string> StoreAsync(string kind, string name = "source")
    {
        if (kind == Folder)
            return _folder[name];
        string database = $"sqlite:///{_folder[name + ".db"]}";
        if (kind == Database)
            return database;
        BinnacleServer server = await BinnacleServer.StartAsync(new ServerOptions
        {
            Port = 0, BackendStoreUri = database, ArtifactsDestination = _folder[name + "-artifacts"], ServeUi = false,
        });
        _servers.Add(server);
        return server.Address.GetLeftPart(UriPartial.Authority);
    }

    private async Task<Run> RunAsync(string store, string name, double lr)
    {
        ITrackingStore opened = StoreOption.Open(store, isNew: true);
        using var close = opened as IDisposable;
        TrackingClient client = new(opened, new TrackingClientOptions { SpillFolder = "" });
        ActiveRun run = await client.StartRunAsync(new RunOptions { RunName = name, ExperimentName = "digits", CollectEnvironmentTags = false });
        run.LogParam("lr", lr);
        run.LogParam("seed", 1);
        for (int step = 1; step <= 3; step++)
            run.LogMetric("loss", lr, step, step);
        await run.LogTextAsync("abc", "a.txt");
        await run.FinishAsync();
        return await opened.GetRunAsync(run.RunId);
    }

    private string Do(string store, params string[] args) => Copy([.. args, "--tracking-uri", store]);

    private string Refused(string store, params string[] args) => Assert.Throws<TrackingException>(() => Do(store, args)).Message;

    private string Copy(params string[] args)
    {
        using TestConsole console = new();
        console.Profile.Width = 1000;
        using StringWriter output = new(CultureInfo.InvariantCulture);
        ParseResult parsed = Parse(console, args);
        Assert.Empty(parsed.Errors.Select(error => error.Message));
        parsed.Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (console.Output + output).ReplaceLineEndings("\n").TrimEnd();
    }

    private static ParseResult Parse(TestConsole console, string[] args) => new RootCommand
    {
        RunsCommand.Create(console), ExperimentsCommand.Create(console), ModelsCommand.Create(console), ArtifactsCommand.Create(console),
        MigrateCommand.Create(console), DbCommand.Create(console), GcCommand.Create(console), SyncCommand.Create(console), Commands.CompletionCommand.Create(),
    }.Parse(args);
}
