using System.Diagnostics;
using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>The test job as a worker process of a sweep.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WorkerTests() => _folder.Write("conf/config.yaml", "action: sum\nx: 1\ny: 2\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_worker_of_the_same_build_gives_the_result()
    {
        JobFile file = Write(ProgramFingerprint.Of(Path.GetDirectoryName(TestJobProcess.Executable)!));

        TestJobOutcome outcome = await WorkAsync();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal([5.0], JobReturnFile.Read(file.ResultPath)!.Values);
    }

    [Fact]
    public async Task A_worker_refuses_when_the_program_was_rebuilt()
    {
        JobFile file = Write("another build");

        TestJobOutcome outcome = await WorkAsync();

        Assert.Equal(3, outcome.ExitCode);
        JobReturn result = JobReturnFile.Read(file.ResultPath)!;
        Assert.Equal(JobStatus.Failed, result.Status);
        Assert.Contains("rebuilt since the sweep began", result.Error);
        Assert.False(Directory.Exists(_folder["m", "0", ".hydra"]));
    }

    [Fact]
    public async Task A_job_file_that_cannot_be_read_is_named()
    {
        _folder.Write("job.json", "{ \"name\": ");

        TestJobOutcome outcome = await WorkAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("job.json: the job file cannot be read", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    /// <summary>Runs with the pipe to the parent open, as under a launcher.</summary>
    private async Task<TestJobOutcome> WorkAsync()
    {
        using Process process = TestJobProcess.Start(_folder.Path, JobFlags.Worker, _folder["job.json"]);
        return await TestJobProcess.EndAsync(process);
    }

    private JobFile Write(string fingerprint)
    {
        Directory.CreateDirectory(_folder["m", "0"]);
        var file = new JobFile
        {
            Fingerprint = fingerprint,
            ResultPath = _folder["m", "0", "result.json"],
            Job = new JobDescription
            {
                JobName = "my_app",
                Folder = _folder["m", "0"],
                Overrides = ["x=3"],
                Source = new ConfigSourceDescription(_folder["conf"], "config", null),
                Sweep = new SweepContext { Directory = _folder["m"], StartedAt = DateTimeOffset.UnixEpoch, JobNumber = 0, Tag = "t" },
            },
        };
        file.Write(_folder["job.json"]);
        return file;
    }
}
