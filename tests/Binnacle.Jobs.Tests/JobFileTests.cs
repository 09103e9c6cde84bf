using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

public sealed class JobFileTests
{
    [Fact]
    public void A_job_file_brings_everything_to_the_worker()
    {
        using var folder = new TemporaryFolder();
        var file = new JobFile
        {
            Fingerprint = "f",
            ResultPath = folder["result.json"],
            Job = new JobDescription
            {
                JobName = "train",
                Folder = folder["7"],
                Overrides = ["lr=1.2000000000000002", "name='ä,b'"],
                Environment = new Dictionary<string, string> { ["A"] = "1" },
                Source = new ConfigSourceDescription(folder["conf"], "train", null),
                Sweep = new SweepContext
                {
                    Directory = folder.Path,
                    StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
                    JobNumber = 7,
                    Tag = "t",
                    RunTags = new Dictionary<string, string> { ["binnacle.trial"] = "9" },
                },
            },
        };

        file.Write(folder["job.json"]);
        JobFile read = JobFile.Read(folder["job.json"]);

        Assert.Equal(file.Job.Overrides, read.Job.Overrides);
        Assert.Equal(file.Job.Environment, read.Job.Environment);
        Assert.Equal(file.Job.Sweep.RunTags, read.Job.Sweep.RunTags);
        Assert.Equal(file.Job.Sweep, read.Job.Sweep with { RunTags = file.Job.Sweep.RunTags });
        Assert.Equal(file.Job.Source, read.Job.Source);
        Assert.Equal(file.Job.Folder, read.Job.Folder);
        Assert.Equal(("f", folder["result.json"]), (read.Fingerprint, read.ResultPath));
    }

    [Fact]
    public void A_result_keeps_every_number()
    {
        using var folder = new TemporaryFolder();
        double[] values = [0.1, 1.2000000000000002, double.NegativeInfinity, double.PositiveInfinity, double.NaN, -0.0];
        var result = new JobReturn(3, JobStatus.Completed) { Values = values };

        JobReturnFile.Write(folder["r.json"], result);
        JobReturn read = JobReturnFile.Read(folder["r.json"])!;

        Assert.Equal(values, read.Values);
        Assert.Equal((3, JobStatus.Completed, null), (read.Number, read.Status, read.Error));
    }

    [Fact]
    public void A_worker_that_wrote_nothing_has_no_result()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(JobReturnFile.Read(folder["absent.json"]));
    }
}
