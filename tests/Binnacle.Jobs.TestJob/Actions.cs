using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Jobs.Integrations;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.TestJob;

/// <summary>What the test job can do.</summary>
public static class Actions
{
    public static async Task<JobResult> RunAsync(MapNode config, JobContext context)
    {
        switch (Text(config, "action") ?? "print")
        {
            case "print":
                Console.Write(YamlWriter.Write(config));
                return JobResult.None;
            case "sum":
                return Number(config, "x") + Number(config, "y");
            case "multi":
                return (Number(config, "x"), -Number(config, "y"));
            case "fail":
                throw new InvalidOperationException("boom");
            case "fail_if":
                if (Text(config, "x") == Text(config, "fail_on"))
                    throw new InvalidOperationException($"failed on {Text(config, "x")}");
                return Number(config, "x");
            case "crash_if":
                if (Text(config, "x") == Text(config, "fail_on"))
                {
                    await Console.Error.WriteLineAsync("the last words");
                    Environment.Exit(7);
                }

                return Number(config, "x");
            case "log":
                context.LoggerFactory.CreateLogger("app").LogInformation("info-message");
                return JobResult.None;
            case "env":
                foreach (string name in (string[])["BINNACLE_JOB_CORES", "OMP_NUM_THREADS"])
                    Console.WriteLine($"{name}={Environment.GetEnvironmentVariable(name)}");
                return 0.0;
            case "meet":
                await MeetAsync(context.Sweep!, (int)Number(config, "guests"));
                return Number(config, "x");
            case "track":
                return await TrackAsync(context, Number(config, "x"));
            case "steer":
                Steer(context.Sweep!);
                return Number(config, "x");
            case "wait":
                await File.WriteAllTextAsync(Path.Combine(context.OutputDirectory, "started"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return JobResult.None;
            case "stubborn":
                await File.WriteAllTextAsync(Path.Combine(context.OutputDirectory, "started"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                Thread.Sleep(Timeout.Infinite);
                return JobResult.None;
            case var other:
                throw new ArgumentException($"No action '{other}'.");
        }
    }

    /// <summary>The first job puts a trial into the queue, the second asks the sweep to stop.</summary>
    private static void Steer(SweepContext sweep)
    {
        using JournalStorage storage = new(Path.Combine(sweep.Directory, ".binnacle", "study.log"));
        Study study = Study.Load(new StudyOptions { Storage = storage });
        if (sweep.JobNumber == 0)
            study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = 1.5, ["y"] = 64L });
        else
            study.RequestStop();
    }

    /// <summary>Returns when so many jobs of the sweep run at the same time.</summary>
    private static async Task MeetAsync(SweepContext sweep, int guests)
    {
        string folder = Directory.CreateDirectory(Path.Combine(sweep.Directory, "met")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, sweep.JobNumber.ToString(CultureInfo.InvariantCulture)), "");
        for (int i = 0; Directory.GetFiles(folder).Length < guests; i++)
        {
            if (i > 300)
                throw new TimeoutException("The other jobs do not run.");
            await Task.Delay(100);
        }
    }

    private static async Task<JobResult> TrackAsync(JobContext context, double value)
    {
        await using ActiveRun run = await context.StartRunAsync(
            new JobRunOptions { TrackingUri = "./mlruns", ExperimentName = "test", RunName = "test-job", LogSystemMetrics = false });
        run.LogParam("x", value);
        run.LogMetric("value", value);
        await run.FinishAsync();
        return value;
    }

    private static string? Text(MapNode config, string key) =>
        config.TryGetValue(key, out ConfigNode? node) ? Convert.ToString((node as ScalarNode)?.Value, CultureInfo.InvariantCulture) : null;

    private static double Number(MapNode config, string key) => double.Parse(Text(config, key)!, CultureInfo.InvariantCulture);
}
