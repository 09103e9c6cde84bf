using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Runs one composed job in its folder: records the configuration, starts the log, sets the environment, calls the user's code.</summary>
internal sealed class JobRunner(JobHostOptions options, string? configPath, JobBinding binding, JobCallbacks callbacks)
{
    private readonly string _workingDirectory = Environment.CurrentDirectory;

    /// <summary>Finds out whether the configuration fits the job, before anything is written.</summary>
    /// <exception cref="ConfigException">It does not; the message names every fault.</exception>
    public PreparedJob Prepare(ComposedJob composed, string folder)
    {
        ComposedJob placed = composed.With("hydra.runtime.output_dir", folder);
        MapNode config = placed.ResolvedJobConfig;
        return new PreparedJob(placed, folder, config, binding(config));
    }

    /// <summary>Makes the run's folder and runs the job in it.</summary>
    public async Task<JobResult> RunAsync(PreparedJob job, SweepContext? sweep, CancellationToken cancellationToken)
    {
        ComposedJob composed = job.Composed;
        Directory.CreateDirectory(job.Folder);
        if (composed.Text("hydra.output_subdir") is { } records)
            RecordFiles.Write(Path.Combine(job.Folder, records), composed);
        using var logging = new JobLogging(composed, options, configPath);
        using var environment = new JobEnvironment(Variables(composed), composed.Flag("hydra.job.chdir") ? job.Folder : null);
        JobContext context = Context(job, logging, sweep, cancellationToken);
        return await CallAsync(job, context);
    }

    /// <summary>Runs a job of an earlier run again: its code and its log, nothing around it.</summary>
    public async Task RerunAsync(PreparedJob job, CancellationToken cancellationToken)
    {
        using var logging = new JobLogging(job.Composed, options, configPath);
        await GuardAsync(job, Context(job, logging, sweep: null, cancellationToken));
    }

    /// <summary>Runs a job of a sweep; its fault is a return.</summary>
    public async Task<JobReturn> RunAsync(PreparedJob job, JobDescription description, CancellationToken cancellationToken)
    {
        try
        {
            JobResult result = await RunAsync(job, description.Sweep, cancellationToken);
            return new JobReturn(description.Number, JobStatus.Completed) { Values = result.Values };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new JobReturn(description.Number, JobStatus.Cancelled);
        }
        catch (Exception error)
        {
            return Failure(description.Number, error);
        }
    }

    private async Task<JobResult> CallAsync(PreparedJob job, JobContext context)
    {
        int number = context.Sweep?.JobNumber ?? 0;
        await callbacks.JobStartAsync(job.Composed.Root, context);
        try
        {
            JobResult result = await GuardAsync(job, context);
            await callbacks.JobEndAsync(job.Composed.Root, context, new JobReturn(number, JobStatus.Completed) { Values = result.Values });
            return result;
        }
        catch (OperationCanceledException)
        {
            await callbacks.JobEndAsync(job.Composed.Root, context, new JobReturn(number, JobStatus.Cancelled));
            throw;
        }
        catch (JobExecutionException error)
        {
            await callbacks.JobEndAsync(job.Composed.Root, context, Failure(number, error));
            throw;
        }
    }

    /// <summary>Faults of the user's code are told apart from faults around it; a stop that was asked for is none.</summary>
    private static async Task<JobResult> GuardAsync(PreparedJob job, JobContext context)
    {
        try
        {
            return await job.Call(context);
        }
        catch (Exception error) when (!(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw new JobExecutionException(error, context.Overrides);
        }
    }

    private static JobReturn Failure(int number, Exception error) =>
        new(number, JobStatus.Failed) { Error = JobError.OfJob((error as JobExecutionException)?.InnerException ?? error) };

    private JobContext Context(PreparedJob job, JobLogging logging, SweepContext? sweep, CancellationToken cancellationToken) => new()
    {
        JobName = job.Composed.Name,
        OutputDirectory = job.Folder,
        WorkingDirectory = _workingDirectory,
        Config = job.Config,
        UnresolvedConfig = job.Composed.JobConfig,
        LoggerFactory = logging.Factory,
        CancellationToken = cancellationToken,
        Overrides = job.Composed.Overrides,
        Sweep = sweep,
    };

    private static Dictionary<string, string?> Variables(ComposedJob job)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal);
        if (job.Resolved("hydra.job.env_set") is MapNode entries)
        {
            foreach (var (key, value) in entries)
                variables[key.Text] = NodePath.Text(value);
        }

        return variables;
    }
}
