using Binnacle.Jobs.TestJob;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Jobs.Integrations.Tests;

/// <summary>Jobs that are tracked as runs, over a real <c>mlruns</c> folder.</summary>
public sealed class JobTrackingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JobTrackingTests() => _folder.Write(
        "conf/config.yaml", "action: track\nx: 1\nfolder: ${hydra:runtime.cwd}\nhydra:\n  run:\n    dir: o\n  sweep:\n    dir: m\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_named_after_the_job_and_keeps_its_configuration()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "x=5");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Run run = Assert.Single(await RunsAsync());
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Matches(@"^test-job-\d{10}$", run.Info.RunName);
        Assert.Equal(5, run.Metrics["value"].Value);
        Assert.Equal("5.0", run.Params["x"]);
        Assert.DoesNotContain(JobTracking.SweepTag, run.Tags.Keys);
        string config = Assert.Single(Directory.GetFiles(_folder["mlruns"], "my_app_config.json", SearchOption.AllDirectories));
        Assert.Contains("\"x\": 5", File.ReadAllText(config));
        Assert.DoesNotContain("${", File.ReadAllText(config));
    }

    [Theory]
    [InlineData("hydra/launcher=basic")]
    [InlineData("hydra/launcher=local")]
    public async Task The_runs_of_a_sweep_share_a_tag(string launcher)
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-m", launcher, "x=1,2,3");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        IReadOnlyList<Run> runs = await RunsAsync();
        Assert.Equal([1.0, 2.0, 3.0], runs.Select(run => run.Metrics["value"].Value).Order());
        Assert.All(runs, run => Assert.Matches(@"^test-job-hp-\d{10}$", run.Info.RunName));
        string tag = Assert.Single(runs.Select(run => run.Tags[JobTracking.SweepTag]).Distinct());
        Assert.Matches(@"^\d{10}$", tag);
        Assert.Equal(3, (await RunsAsync($"tags.{JobTracking.SweepTag} = \"{tag}\"")).Count);
    }

    [Fact]
    public async Task The_environment_names_tags()
    {
        var variables = new Dictionary<string, string>
        {
            [SweepContext.TagVariable] = "my-sweep",
            ["JOB_UUID"] = "1234",
            ["JOB_NAME"] = "nightly",
        };

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, variables, "-m", "hydra/launcher=local", "x=1,2");

        Assert.Equal(0, outcome.ExitCode);
        IReadOnlyList<Run> runs = await RunsAsync();
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Equal(
            ("my-sweep", "1234", "nightly"), (run.Tags[JobTracking.SweepTag], run.Tags["job_uuid"], run.Tags["job_name"])));
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_does_not_stop_the_job()
    {
        _folder.Write("mlruns", "a file, not a folder");

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("[binnacle.tracking][ERROR]", outcome.Output + outcome.Error);
    }

    private async Task<IReadOnlyList<Run>> RunsAsync(string? filter = null)
    {
        TrackingClient client = TrackingClient.Open(_folder["mlruns"]);
        Experiment experiment = await client.GetOrCreateExperimentAsync("test");
        var runs = new List<Run>();
        await foreach (Run run in client.FindRunsAsync(new RunQuery { ExperimentIds = [experiment.ExperimentId], Filter = filter }))
            runs.Add(run);
        return runs;
    }
}
