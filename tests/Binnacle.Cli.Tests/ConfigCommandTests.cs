using System.Text.Json;

namespace Binnacle.Cli.Tests;

/// <summary><c>binnacle config</c> as a user types it: outputs, exit codes, errors.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ConfigCommandTests()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nurl: ${db.host}:${db.port}\n");
        _folder.Write("conf/db/mysql.yaml", "host: a\nport: 3306\n");
        _folder.Write("conf/db/postgres.yaml", "host: b\nport: 5432\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("db:\n  host: a\n  port: 3306\nlr: 0.1\nurl: ${db.host}:${db.port}\n", "compose")]
    [InlineData("db:\n  host: b\n  port: 5432\nlr: 2\nurl: b:5432\n", "compose", "db=postgres", "lr=2", "--resolve")]
    [InlineData("# @package db\nhost: a\nport: 1\n", "compose", "-p", "db", "db.port=1")]
    [InlineData("a:3306\n", "compose", "--package", "url", "--resolve")]
    [InlineData("# @package hydra.sweep\ndir: multirun/${now:%Y-%m-%d}/${now:%H-%M-%S}\nsubdir: ${hydra.job.num}\n", "compose", "--cfg", "hydra", "-p", "hydra.sweep")]
    public async Task Compose_prints_what_a_job_would_get(string yaml, params string[] args) =>
        Assert.Equal(yaml, (await RunAsync(args)).Succeeded().Output.ReplaceLineEndings("\n"));

    [Fact]
    public async Task Compose_takes_any_folder_and_config()
    {
        _folder.Write("other/train.yaml", "x: 1\n");
        _folder.Write("other/test.yaml", "x: 2\n");

        Assert.Equal("x: 2\n", (await RunAsync("compose", "--config-dir", "other", "--config-name", "test")).Succeeded().Output.ReplaceLineEndings("\n"));
        (await RunAsync("compose", "-cd", "other")).RefusedWith("'other' has 2 configs at its root", "--config-name", "test, train");
        (await RunAsync("compose", "-cd", "othre")).RefusedWith("There is no config folder 'othre'. Did you mean 'other'?");
    }

    [Theory]
    [InlineData("Did you mean 'lr'?", "compose", "lrr=1")]
    [InlineData("Did you mean 'postgres'?", "compose", "db=postgre")]
    [InlineData("Did you mean 'db.port'?", "compose", "-p", "db.prot")]
    [InlineData("Did you mean 'db.port'?", "explain", "db.prot")]
    [InlineData("You must specify 'mode'", "compose", "-cn", "open")]
    [InlineData("Ambiguous value for argument 'lr=1,2'", "compose", "lr=1,2")]
    public async Task Faults_name_what_would_help(string told, params string[] args)
    {
        _folder.Write("conf/open.yaml", "defaults:\n  - mode: ???\n");
        _folder.Write("conf/mode/fast.yaml", "a: 1\n");

        (await RunAsync(args)).RefusedWith(told);
    }

    [Fact]
    public async Task Explain_tells_where_values_come_from()
    {
        string all = (await RunAsync("explain", "db.port=1")).Succeeded().Output;
        Assert.Matches(@"db\.port\s+1\s+override 'db\.port=1'\s+3306 \(conf/db/mysql\.yaml:2:7\)", all);

        string one = (await RunAsync("explain", "url")).Succeeded().Output;
        Assert.Contains("resolves to a:3306 (text)", one, StringComparison.Ordinal);
        Assert.Contains("${db.port} is db.port = 3306, conf/db/mysql.yaml:2:7", one, StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse((await RunAsync("explain", "lr", "lr=5", "--json")).Succeeded().Output);
        Assert.Equal(5, json.RootElement.GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Lint_finds_everything_and_fails_by_errors_only()
    {
        Assert.Contains("3 files, 2 compositions: 0 errors, 0 warnings, 0 notes", (await RunAsync("lint")).Succeeded().Output, StringComparison.Ordinal);

        _folder.Write("conf/db/sqlite.yml", "host: c\n");
        string warned = (await RunAsync("lint")).Succeeded().Output;
        Assert.Contains("conf/db/sqlite.yml: warning: no composition reads the file", warned, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("lint", "--strict")).ExitCode);

        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nurl: ${db.hots}\n");
        _folder.Write("conf/db/postgres.yaml", "host: b\nhost: c\n");
        Outcome outcome = await RunAsync("lint", "--json");
        Assert.Equal(1, outcome.ExitCode);
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["interpolation conf/config.yaml:4:6", "yaml conf/db/postgres.yaml:2:1", "unknown-file "], json.RootElement.GetProperty("findings").EnumerateArray().Select(Place));

        static string Place(JsonElement finding) =>
            $"{finding.GetProperty("rule")} {(finding.TryGetProperty("file", out JsonElement file) ? $"{file.ToString().Replace('\\', '/')}:{finding.GetProperty("line")}:{finding.GetProperty("column")}" : "")}";
    }

    [Fact]
    public async Task Diff_compares_overrides_configs_and_folders()
    {
        Assert.Equal((0, ""), Shown(await RunAsync("diff", "", "lr=0.1")));

        Assert.Equal(
            (1, "--- conf lr=2\n+++ conf db=postgres\n- db.host: a     conf/db/mysql.yaml:1:7\n+ db.host: b     conf/db/postgres.yaml:1:7\n- db.port: 3306  conf/db/mysql.yaml:2:7\n+ db.port: 5432  conf/db/postgres.yaml:2:7\n- lr: 2          override 'lr=2'\n+ lr: 0.1        conf/config.yaml:4:5\n"),
            Shown(await RunAsync("diff", "lr=2", "db=postgres")));

        _folder.Write("other/config.yaml", "lr: 0.1\nnote: 'a b'\n");
        Assert.Equal(
            (1, "--- conf\n+++ other +tags=[a, b]\n- db.host: a\n- db.port: 3306\n- url: ${db.host}:${db.port}\n+ note: a b\n+ tags: [a, b]\n"),
            Shown(await RunAsync("diff", "conf", "other '+tags=[a, b]'".Replace("'", "", StringComparison.Ordinal)), withPlaces: false));
    }

    [Fact]
    public async Task Diff_prints_JSON_and_ends_with_2_for_a_fault()
    {
        Outcome outcome = await RunAsync("diff", "", "~lr", "--json");
        Assert.Equal(1, outcome.ExitCode);
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        JsonElement only = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("removed", only.GetProperty("kind").GetString());
        Assert.Equal("conf/config.yaml:4:5", only.GetProperty("before").GetProperty("place").GetString()!.Replace('\\', '/'));

        outcome = (await RunAsync("diff", "", "lrr=1")).WithoutStackTrace();
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Did you mean 'lr'?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_is_printed_or_written_with_the_setting_of_the_editor()
    {
        using JsonDocument json = JsonDocument.Parse((await RunAsync("schema")).Succeeded().Output);
        Assert.Equal("object", json.RootElement.GetProperty("properties").GetProperty("db").GetProperty("type").GetString());

        string told = (await RunAsync("schema", "--output", "schemas")).Succeeded().Output;
        Assert.Contains("\"schemas/db.schema.json\": \"conf/db/*.yaml\"", told, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["schemas", "config.schema.json"]));
    }

    [Theory]
    [InlineData("compos")]
    [InlineData("compose", "--cfg", "jobs")]
    [InlineData("diff", "a")]
    [InlineData("lint", "--config-nam", "x")]
    [InlineData("explain", "--jsn")]
    public async Task A_wrong_command_line_ends_with_code_2(params string[] args)
    {
        Outcome outcome = (await RunAsync(args)).WithoutStackTrace();

        Assert.Equal(2, outcome.ExitCode);
        Assert.NotEmpty(outcome.Error);
    }

    [Fact]
    public async Task Options_of_plugins_that_are_not_here_are_empty_with_a_warning()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - override hydra/launcher: joblib\n  - override hydra/job_logging: colorlog\nx: 1\nhydra: {launcher: {n_jobs: 4}}\n");

        Outcome outcome = (await RunAsync("compose")).Succeeded();

        Assert.Equal("x: 1\n", outcome.Output.ReplaceLineEndings("\n"));
        Assert.Contains("warning: 'hydra/launcher/joblib' is an option of a plugin", outcome.Error, StringComparison.Ordinal);
        (await RunAsync("lint")).Succeeded();
    }

    private static (int Code, string Output) Shown(Outcome outcome, bool withPlaces = true)
    {
        string[] lines = outcome.Output.ReplaceLineEndings("\n").Split('\n');
        return (outcome.ExitCode, string.Join('\n', withPlaces ? lines : lines.Select(line => line.Split("  ")[0].TrimEnd())));
    }

    private Task<Outcome> RunAsync(params string[] args) => SampleProgram.Cli.RunAsync(_folder.Path, ["config", .. args]);
}
