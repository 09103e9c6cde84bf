using Binnacle.Configuration;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Completion, reruns, callbacks and dry runs of a host in this process.</summary>
public sealed class HostFlagTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly List<string> _events = [];

    public HostFlagTests()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nfast: true\n");
        _folder.Write("conf/db/mysql.yaml", "host: h1\n");
        _folder.Write("conf/db/postgres.yaml", "host: h2\n");
        Named.Greetings = _events;
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private sealed record Settings
    {
        public Dictionary<string, string> Db { get; init; } = [];

        public double Lr { get; init; }

        public bool Fast { get; init; }
    }

    private sealed class Recorder(List<string> events) : IJobCallback
    {
        public Task OnRunStartAsync(MapNode config, string? configName) => Note("run_start");

        public Task OnRunEndAsync(MapNode config, string? configName, JobReturn result) => Note($"run_end {result.Status}");

        public Task OnMultirunStartAsync(MapNode config, string? configName) => Note("multirun_start");

        public Task OnMultirunEndAsync(MapNode config, string? configName) => Note("multirun_end");

        public Task OnJobStartAsync(MapNode config, JobContext context) => Note("job_start");

        public Task OnJobEndAsync(MapNode config, JobContext context, JobReturn result) => throw new InvalidOperationException("no network");

        private Task Note(string text)
        {
            events.Add(text);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("app d", "db.", "db=")]
    [InlineData("app db=p", "db=postgres")]
    [InlineData("app db=mysql,p", "db=mysql,postgres")]
    [InlineData("app --multirun db=postgres db.", "db.host=")]
    [InlineData("dotnet run --project x -- fast=", "fast=false", "fast=true")]
    [InlineData("app --cfg ", "all", "hydra", "job")]
    [InlineData("app --mul", "--multirun")]
    [InlineData("app ++l", "++lr=")]
    [InlineData("app nonsense= l", "lr=")]
    public void A_word_is_completed(string line, params string[] candidates) =>
        Assert.Equal(candidates, new Completer(Composer).Candidates(CompletionLine.Parse(line)!));

    [Fact]
    public async Task A_run_is_repeated_from_its_records()
    {
        Assert.Equal(0, await RunAsync($"hydra.run.dir={_folder["o"]}", "lr=9"));
        _folder.Write("conf/config.yaml", "lr: nonsense\n");

        Assert.Equal(0, await RunAsync("--experimental-rerun", _folder["o", ".hydra"], "lr=1"));

        Assert.Equal(["ran 9", "ran 9"], _events);
        Assert.Contains("overrides are ignored", _error.ToString());
    }

    [Fact]
    public async Task A_rerun_of_nothing_is_an_error()
    {
        Assert.Equal(1, await RunAsync("--experimental-rerun", _folder["absent"]));

        Assert.StartsWith($"File {_folder["absent"]} does not exist!", _error.ToString());
    }

    [Fact]
    public async Task Callbacks_are_called_in_order_and_their_faults_are_warnings()
    {
        Assert.Equal(0, await RunAsync($"hydra.run.dir={_folder["o"]}", "+hydra.callbacks.note._target_=note"));

        Assert.Equal(["run_start", "job_start", "ran 0.1", "run_end Completed"], _events);
        Assert.Contains("warning: callback 'note': on_job_end raised InvalidOperationException: no network", _error.ToString());
    }

    [Fact]
    public async Task An_unknown_callback_names_the_nearest()
    {
        Assert.Equal(1, await RunAsync("+hydra.callbacks.note._target_=notes"));

        Assert.Contains("Did you mean 'note'?", _error.ToString());
    }

    [Fact]
    public async Task A_dry_run_tells_every_fault_of_every_job_and_writes_nothing()
    {
        Assert.Equal(1, await RunAsync("-m", "--dry-run", $"hydra.sweep.dir={_folder["m"]}", "lr=0.5,fast,slow"));

        Assert.Contains("#0 ", _output.ToString());
        Assert.Contains("3 jobs, 2 faulty; nothing was run.", _output.ToString());
        Assert.Contains("found 'fast'", _error.ToString());
        Assert.Contains("found 'slow'", _error.ToString());
        Assert.Empty(_events);
        Assert.False(Directory.Exists(_folder["m"]));
    }

    [Fact]
    public async Task Plugins_are_listed_whatever_is_wrong_with_the_configuration()
    {
        Assert.Equal(0, await RunAsync("--info", "plugins", "nope=1"));

        Assert.Contains("\tLaunchers:", _output.ToString());
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task A_job_has_its_configuration_as_it_was_written_besides()
    {
        _folder.Write("conf/config.yaml", "a: 1\nb: ${a}\n");
        MapNode? written = null;

        await Host().RunAsync([$"hydra.run.dir={_folder["o"]}"], (config, context) =>
        {
            Assert.Equal("a: 1\nb: 1\n", YamlWriter.Write(config));
            written = context.UnresolvedConfig;
            return Task.FromResult(JobResult.None);
        });

        Assert.Equal("a: 1\nb: ${a}\n", YamlWriter.Write(written!));
    }

    [Fact]
    public async Task The_configuration_decides_between_a_run_and_a_sweep()
    {
        Assert.Equal(0, await RunAsync("hydra.mode=MULTIRUN", $"hydra.sweep.dir={_folder["m"]}", "lr=1,2"));

        Assert.Equal(["ran 1", "ran 2"], _events);
    }

    [Fact]
    public async Task The_other_keys_of_a_callback_are_its_arguments()
    {
        Assert.Equal(0, await RunAsync(
            $"hydra.run.dir={_folder["o"]}", "+hydra.callbacks.tell={_target_:tell,words:[a,b],rate:'${lr}'}", "+hydra.callbacks.named={_target_:named,greeting:hello}"));

        Assert.Equal(["ran 0.1", "hello", "a b 0.1"], _events);
    }

    [Theory]
    [InlineData("{_target_:named,greting:hello}", "hydra.callbacks.x.greting")]
    [InlineData("{_target_:tell,rate:fast}", "hydra.callbacks.x.words")]
    [InlineData("5", "expected a map with _target_")]
    [InlineData("{a:1}", "expected _target_ with the name of a callback")]
    public async Task Wrong_arguments_of_a_callback_are_told_with_their_key(string entry, string told)
    {
        Assert.Equal(1, await RunAsync($"+hydra.callbacks.x={entry}"));

        Assert.Contains(told, _error.ToString());
        Assert.Empty(_events);
    }

    [Fact]
    public async Task Lint_tells_every_fault_and_fails()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nlr: slow\nfast: true\nfsat: false\n");
        _folder.Write("conf/db/postgres.yaml", "host: [a\n");

        Assert.Equal(1, await RunAsync("--info", "lint"));

        string output = _output.ToString().ReplaceLineEndings("\n");
        Assert.Contains("config.yaml:4:5: error: lr: expected a number, found 'slow' (text). [type]\n  4 | lr: slow\n    |     ^^^^", output);
        Assert.Contains("config.yaml:6:1: error: fsat: unknown key. [unknown-key]", output);
        Assert.Contains("postgres.yaml:", output);
        Assert.Contains("3 files, 2 compositions: 3 errors, 0 warnings, 0 notes", output);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Lint_of_a_sound_folder_succeeds_and_takes_overrides()
    {
        Assert.Equal(0, await RunAsync("--info", "lint", "lr=1"));
        Assert.Equal(1, await RunAsync("--info", "lint", "--json", "lr=fast"));

        Assert.Contains("0 errors", _output.ToString());
        Assert.Contains("\"message\": \"lr: expected a number, found 'fast' (text).\"", _output.ToString());
    }

    [Fact]
    public async Task The_schema_of_the_record_and_of_the_groups_is_printed_or_written()
    {
        Assert.Equal(0, await RunAsync("--json-schema"));
        Assert.Contains("\"https://json-schema.org/draft/2020-12/schema\"", _output.ToString());
        Assert.Contains("\"postgres\"", _output.ToString());

        Assert.Equal(0, await RunAsync("--json-schema", _folder["schemas"], "lr=1"));
        Assert.Equal(["config.schema.json", "db.schema.json"], Directory.GetFiles(_folder["schemas"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Contains("\"yaml.schemas\"", _output.ToString());
    }

    [Fact]
    public async Task The_configs_may_be_resources_of_an_assembly()
    {
        int code = await RunAsync("--config-path", "pkg://Binnacle.Jobs.Tests/conf", "--cfg", "job", "-p", "db");
        Assert.Equal("", _error.ToString());
        Assert.Equal(0, code);

        Assert.Equal("# @package db\nhost: embedded\n", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("pkg://Binnacle.Jobs.Test/conf", "Did you mean 'Binnacle.Jobs.Tests'?")]
    [InlineData("pkg://Binnacle.Jobs.Tests/nowhere", "has no resource nowhere/")]
    [InlineData("http://x/y", "expected file://, pkg:// or structured://")]
    public async Task An_assembly_that_is_not_there_is_told(string path, string told)
    {
        Assert.Equal(1, await RunAsync("--config-path", path, "--cfg", "job"));

        Assert.Contains(told, _error.ToString());
    }

    private sealed class Teller(List<string> events, string words) : IJobCallback
    {
        public Task OnRunEndAsync(MapNode config, string? configName, JobReturn result)
        {
            events.Add(words);
            return Task.CompletedTask;
        }
    }

    public sealed class Named(string greeting) : IJobCallback
    {
        internal static List<string>? Greetings { get; set; }

        public Task OnRunEndAsync(MapNode config, string? configName, JobReturn result)
        {
            Greetings?.Add(greeting);
            return Task.CompletedTask;
        }
    }

    private JobComposer Composer(JobCommand command) => new(
        new JobHostOptions("config"), new ConfigSourceDescription(_folder["conf"], "config", null), DateTimeOffset.UnixEpoch);

    private Task<int> RunAsync(params string[] args) => Host().RunAsync<Settings>(args, (settings, _) =>
    {
        _events.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ran {settings.Lr}"));
        return Task.FromResult(JobResult.None);
    });

    private JobHost Host() => JobHost.Create("config")
        .UseConfigPath(_folder["conf"])
        .UseOutput(_output, _error)
        .UseWorkerCommand(null)
        .UseCallback("note", _ => new Recorder(_events))
        .UseCallback("tell", arguments => new Teller(_events, string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{string.Join(' ', arguments.Get<string[]>("words"))} {arguments.Get<double>("rate")}")))
        .UseCallback<Named>("named");
}
