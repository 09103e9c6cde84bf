using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>The test job as a program: its folders, output, errors and exit codes.</summary>
public sealed class JobProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JobProgramTests() => _folder.Write("conf/config.yaml", "action: print\nx: 1\ny: 2\nfail_on: 2\nlog_dir: null\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_leaves_its_configuration_and_log_in_a_folder_of_its_own()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "x=5");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal("action: print\nx: 5\n'y': 2\nfail_on: 2\nlog_dir: null\n", outcome.Output);
        string run = Assert.Single(Directory.GetDirectories(Assert.Single(Directory.GetDirectories(_folder["outputs"]))));
        Assert.Equal(outcome.Output, File.ReadAllText(Path.Combine(run, ".hydra", "config.yaml")));
        Assert.Equal("- x=5\n", File.ReadAllText(Path.Combine(run, ".hydra", "overrides.yaml")));
        Assert.StartsWith("hydra:\n", File.ReadAllText(Path.Combine(run, ".hydra", "hydra.yaml")));
        Assert.True(File.Exists(Path.Combine(run, "my_app.log")));
    }

    [Fact]
    public async Task Runs_that_begin_in_the_same_second_share_no_folder()
    {
        TestJobOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestJobProcess.RunAsync(_folder.Path)));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Equal(3, Directory.GetDirectories(_folder["outputs"]).SelectMany(Directory.GetDirectories).Count());
    }

    [Fact]
    public async Task A_named_folder_is_used_again()
    {
        await TestJobProcess.RunAsync(_folder.Path, "hydra.run.dir=o", "x=3");
        TestJobOutcome second = await TestJobProcess.RunAsync(_folder.Path, "hydra.run.dir=o", "x=4");

        Assert.Equal(0, second.ExitCode);
        Assert.Equal("- x=4\n", File.ReadAllText(_folder["o", ".hydra", "overrides.yaml"]));
        Assert.False(Directory.Exists(_folder["o_1"]));
    }

    [Fact]
    public async Task The_run_log_holds_what_the_job_logs()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "hydra.run.dir=o", "action=log");

        Assert.Matches(@"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\]\[app\]\[INFO\] - info-message\r?\n$", outcome.Output);
        Assert.Contains("[app][INFO] - info-message", File.ReadAllText(_folder["o", "my_app.log"]));
    }

    [Fact]
    public async Task A_failing_job_is_told_without_a_stack_trace()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "action=fail");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("Error executing job with overrides: ['action=fail']", outcome.Error);
        Assert.Contains("boom", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task An_unknown_override_is_refused()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "z=1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("Could not override 'z'.", outcome.Error);
        Assert.False(Directory.Exists(_folder["outputs"]));
    }

    [Fact]
    public async Task A_missing_config_is_named()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-cn", "absent");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("Cannot find primary config 'absent'.", outcome.Error);
    }

    [Fact]
    public async Task A_wrong_flag_is_a_usage_error()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "--bogus");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("usage: my_app", outcome.Error);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_clear_error()
    {
        _folder.Write("taken", "a file");

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "hydra.run.dir=taken/o");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("taken", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task Cfg_prints_and_runs_nothing()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "x=7", "--cfg", "job", "-p", "x", "y=1");

        Assert.Equal((0, "7\n"), (outcome.ExitCode, outcome.Output.ReplaceLineEndings("\n")));
        Assert.False(Directory.Exists(_folder["outputs"]));
    }

    [Fact]
    public async Task Help_shows_the_configuration()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("fail_on: 2", outcome.Output);
    }

    [Fact]
    public async Task Info_provenance_shows_where_a_value_comes_from()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "--info", "provenance", "x", "x=7");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("x = 7 (integer)", outcome.Output);
        Assert.Contains($"conf{Path.DirectorySeparatorChar}config.yaml:2:4 (the primary config)", outcome.Output);
        Assert.False(Directory.Exists(_folder["outputs"]));
    }

    [Fact]
    public async Task Info_provenance_of_an_unknown_key_names_the_nearest()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "--info", "provenance", "fail_om");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("There is no key 'fail_om' in the configuration.", outcome.Error);
        Assert.Contains("Did you mean 'fail_on'?", outcome.Error);
    }
}
