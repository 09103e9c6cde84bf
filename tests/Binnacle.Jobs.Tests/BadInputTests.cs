using System.Text;
using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Bad input through the real program, in 300 MB of memory: a message with its place, exit code 1 or 2, no stack trace, no hang.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly Dictionary<string, string> LittleMemory = new() { ["DOTNET_GCHeapHardLimit"] = "0x12C00000" };

    private readonly TemporaryFolder _folder = new();

    public BadInputTests()
    {
        _folder.Write("conf/config.yaml", "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\n");
        _folder.Write("conf/db/mysql.yaml", "host: a\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a: caf\xe9\n", "conf/config.yaml:1:7: the file is not UTF-8 text (byte 0xE9)")]
    [InlineData("a:\n\tb: 1\n", "conf/config.yaml:2:1: a tab cannot indent YAML")]
    [InlineData("a: 1\nb: [1, 2\n", "conf/config.yaml:3:1: ")]
    [InlineData("a: 1\nb: {x: 1\nc: 2\n", "conf/config.yaml:")]
    [InlineData("a: 1\nb: \"open\nc: 2\n", "conf/config.yaml:2:4: the quoted text that begins here is not closed")]
    [InlineData("a: 'open\n", "conf/config.yaml:1:4: ")]
    [InlineData("a: ${b\n", "conf/config.yaml:1:4: invalid interpolation")]
    [InlineData("a: *nowhere\n", "conf/config.yaml:1:4: ")]
    [InlineData("a: 1\na: 2\n", "conf/config.yaml:2:1: found duplicate key a")]
    [InlineData("- a\n", "conf/config.yaml:1:1: ")]
    [InlineData("a: \x00\n", "conf/config.yaml:1:4: the character U+0000")]
    public async Task A_malformed_file_is_told_with_line_and_column(string text, string told)
    {
        await File.WriteAllBytesAsync(_folder["conf", "config.yaml"], Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

        await RefusedAsync(told);
    }

    [Fact]
    public async Task Nesting_of_100_000_levels_ends_at_once()
    {
        _folder.Write("conf/config.yaml", "a: " + new string('[', 100_000));
        await RefusedAsync("conf/config.yaml:1:503: nested deeper than 500 levels");

        _folder.Write("conf/config.yaml", "a: 1\n");
        await RefusedAsync("column 1004: the key has more than 500 parts", $"+{string.Concat(Enumerable.Repeat("a.", 50_000))}a=1");
        await RefusedAsync("column 203: nested deeper than 200 levels", $"a={new string('[', 60_000)}");
    }

    [Fact]
    public async Task An_alias_bomb_is_refused()
    {
        string text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghij".Select(name => $"{name}: &{name} [{string.Join(',', Enumerable.Repeat($"*{(char)(name - 1)}", 10))}]\n"));
        _folder.Write("conf/config.yaml", text);

        await RefusedAsync("conf/config.yaml:6:29: aliases expand to more than 1,000,000 values");
    }

    [Fact]
    public async Task A_value_of_10_MB_works()
    {
        _folder.Write("conf/config.yaml", $"lr: 0.1\na: {new string('x', 10_000_000)}\n");

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "--cfg", "job", "-p", "lr");

        Assert.Equal((0, "0.1"), (outcome.ExitCode, outcome.Output.Trim()));
    }

    [Fact]
    public async Task An_unknown_group_and_an_unknown_option_are_told_with_the_nearest_name()
    {
        await RefusedAsync("Did you mean 'db'?", "bd=mysql");
        await RefusedAsync("Did you mean 'mysql'?\n    at override 'db=mysqk'\n  db=mysqk\n     ^^^^^", "db=mysqk");
        await RefusedAsync("Did you mean 'config'?", "-cn", "confi");
        await RefusedAsync("Did you mean 'db.host'?", "--info", "provenance", "db.hots");
    }

    [Fact]
    public async Task A_cycle_of_defaults_lists_is_shown_with_its_place()
    {
        _folder.Write("conf/db/mysql.yaml", "defaults:\n  - /config\n");

        await RefusedAsync("The defaults lists form a cycle: config -> db/mysql -> config\n    at conf/db/mysql.yaml:2:5");
    }

    [Fact]
    public async Task A_cycle_of_interpolations_is_shown_with_its_place()
    {
        _folder.Write("conf/config.yaml", "a: ${b}\nb: ${a}\n");

        await RefusedAsync("conf/config.yaml:1:4: ${b}");
        await RefusedAsync("The cycle: a -> b -> a");
    }

    [Fact]
    public async Task Links_in_circles_are_no_way_without_end()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "links need privileges on Windows");
        Directory.CreateSymbolicLink(_folder["conf", "db", "up"], "../..");
        Directory.CreateSymbolicLink(_folder["conf", "left"], "right");
        Directory.CreateSymbolicLink(_folder["conf", "right"], "left");
        File.CreateSymbolicLink(_folder["conf", "db", "self.yaml"], "self.yaml");

        Assert.Equal(0, (await RunAsync("--help")).ExitCode);
        Assert.Equal(0, (await RunAsync("--cfg", "job")).ExitCode);
        await RefusedAsync("conf/db/self.yaml: the file cannot be read", "db=self");
        await RefusedAsync("conf/db/up: warning: the link leads back", "--info", "lint");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_told()
    {
        Directory.CreateDirectory(_folder["conf", "db", "pg.yaml"]);
        await RefusedAsync("pg.yaml' is a folder; a config is a file.", "db=pg");

        File.Delete(_folder["conf", "config.yaml"]);
        Directory.CreateDirectory(_folder["conf", "config.yaml"]);
        await RefusedAsync("config.yaml' is a folder; a config is a file.");
    }

    [Fact]
    public async Task A_file_of_the_other_ending_is_told()
    {
        _folder.Write("conf/db/pg.yml", "host: b\n");

        await RefusedAsync("pg.yml' is not read: rename it to pg.yaml.", "db=pg");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess, "root and Windows do not ask for the permission");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder["conf", "db", "mysql.yaml"], UnixFileMode.None);

        await RefusedAsync("conf/db/mysql.yaml: the file cannot be read");
    }

    [Fact]
    public async Task A_file_without_end_is_refused()
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux(), "/dev/zero is needed");
        File.CreateSymbolicLink(_folder["conf", "db", "zero.yaml"], "/dev/zero");

        await RefusedAsync("conf/db/zero.yaml: the file has more than 10 MB", "db=zero");
    }

    [Theory]
    [InlineData("Error parsing override ''", "")]
    [InlineData("Error parsing override 'a='x'\ncolumn 3: the text is not closed; expected '.\n  a='x\n    ^", "a='x")]
    [InlineData("column 5: expected ':' before the end", "a={x")]
    [InlineData("  lr=[1,,2]\n        ^", "lr=[1,,2]")]
    public async Task A_malformed_override_is_told_with_a_caret(string told, string text) => await RefusedAsync(told, "lr=1", text);

    [Fact]
    public async Task A_line_of_100_000_overrides_works_and_its_faults_are_told()
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux(), "other systems take shorter command lines");
        string[] overrides = [.. Enumerable.Range(0, 100_000).Select(value => $"lr={value}")];

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, ["--cfg", "job", "-p", "lr", .. overrides]);

        Assert.Equal((0, "99999"), (outcome.ExitCode, outcome.Output.Trim()));
        await RefusedAsync("override 'lrr=1'\n    Did you mean 'lr'?", [.. overrides, "lrr=1"]);
    }

    [Theory]
    [InlineData("(nearest: --cfg)", "--cfgg", "job")]
    [InlineData("(nearest: job)", "--cfg", "jop")]
    [InlineData("expected one argument", "--cfg")]
    public async Task A_wrong_command_line_ends_with_code_2_and_the_nearest_name(string told, params string[] args)
    {
        TestJobOutcome outcome = await RunAsync(args);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string told, params string[] args)
    {
        TestJobOutcome outcome = await RunAsync(args);

        Assert.True(outcome.ExitCode == 1, $"{outcome.ExitCode}: {outcome.Error}");
        Assert.Contains(told, (outcome.Output + outcome.Error).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("   at Binnacle", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["outputs"]) && args is not ["--info", ..], "something was run");
    }

    private Task<TestJobOutcome> RunAsync(params string[] args) => TestJobProcess.RunAsync(_folder.Path, LittleMemory, args);
}
