using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Runs one composed job in its folder: records the configuration, starts the log, sets the environment, calls the user's code.</summary>
internal sealed class JobRunner(JobHostOptions options, string? configPath, JobBinding binding)
{
    private readonly string _workingDirectory = Environment.CurrentDirectory;

    /// <summary>Finds out whether the configuration fits the job, before anything is written.</summary>
    /// <exception cref="ConfigException">It does not; the message names every fault.</exception>
    public void Check(ComposedJob composed, string folder) => binding(Placed(composed, Path.GetFullPath(folder)).ResolvedJobConfig);

    /// <summary>Makes the run's folder and runs the job in it.</summary>
    public async Task<JobResult> RunAsync(ComposedJob composed, string folder, SweepContext? sweep, CancellationToken cancellationToken)
    {
        ComposedJob placed = Placed(composed, folder);
        MapNode config = placed.ResolvedJobConfig;
        Func<JobContext, Task<JobResult>> job = binding(config);
        Directory.CreateDirectory(folder);
        if (placed.Text("hydra.output_subdir") is { } records)
            RecordFiles.Write(Path.Combine(folder, records), placed);
        using var logging = new JobLogging(placed, options, configPath);
        using var environment = new JobEnvironment(Variables(placed), placed.Flag("hydra.job.chdir") ? folder : null);
        var context = new JobContext
        {
            JobName = placed.Name,
            OutputDirectory = folder,
            WorkingDirectory = _workingDirectory,
            Config = config,
            LoggerFactory = logging.Factory,
            CancellationToken = cancellationToken,
            Overrides = placed.Overrides,
            Sweep = sweep,
        };
        return await CallAsync(job, context);
    }

    /// <summary>Faults of the user's code are told apart from faults around it; a stop that was asked for is none.</summary>
    private static async Task<JobResult> CallAsync(Func<JobContext, Task<JobResult>> job, JobContext context)
    {
        try
        {
            return await job(context);
        }
        catch (Exception error) when (!(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw new JobExecutionException(error);
        }
    }

    /// <summary>Runs a job of a sweep; its fault is a return.</summary>
    public async Task<JobReturn> RunAsync(ComposedJob composed, JobDescription description, CancellationToken cancellationToken)
    {
        try
        {
            JobResult result = await RunAsync(composed, description.Folder, description.Sweep, cancellationToken);
            return new JobReturn(description.Number, JobStatus.Completed) { Values = result.Values };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new JobReturn(description.Number, JobStatus.Cancelled);
        }
        catch (Exception error)
        {
            return new JobReturn(description.Number, JobStatus.Failed) { Error = JobError.OfJob((error as JobExecutionException)?.InnerException ?? error) };
        }
    }

    private static ComposedJob Placed(ComposedJob composed, string folder) => composed.With("hydra.runtime.output_dir", folder);

    private static IEnumerable<KeyValuePair<string, string?>> Variables(ComposedJob job) =>
        job.Resolved("hydra.job.env_set") is MapNode variables
            ? variables.Select(entry => KeyValuePair.Create(entry.Key.Text, NodePath.Text(entry.Value)))
            : [];
}
