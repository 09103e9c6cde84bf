using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Turns a sweeper's jobs into complete descriptions and hands them to the launcher.</summary>
internal sealed class JobLaunch(
    JobHostOptions options, JobComposer composer, JobRunner runner, SweepManifest manifest, ILogger logger)
{
    private readonly Dictionary<int, PreparedJob> _prepared = [];

    public required ComposedJob Master { get; init; }

    public required string Directory { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Tag { get; init; }

    public SweepManifest Manifest => manifest;

    public required ILauncher Launcher { get; init; }

    public void Validate(IReadOnlyList<SweepJob> jobs)
    {
        foreach (SweepJob job in jobs)
            _prepared[job.Number] = Prepare(job);
    }

    /// <summary>Composes a job and finds out whether it fits its configuration.</summary>
    /// <exception cref="Configuration.ConfigException">It does not; the message names every fault.</exception>
    public PreparedJob Prepare(SweepJob job)
    {
        ComposedJob composed = composer.Compose([.. Master.HydraOverrides, .. job.Overrides], Configuration.RunMode.Run).Numbered(job.Number);
        return runner.Prepare(composed, Path.GetFullPath(composed.Text("hydra.sweep.subdir") ?? ".", Directory));
    }

    public async Task<IReadOnlyList<JobReturn>> RunAsync(IReadOnlyList<SweepJob> jobs, int parallel, CancellationToken cancellationToken)
    {
        List<JobDescription> descriptions = [.. jobs.Select(Describe)];
        ILauncher launcher = Launcher switch
        {
            BasicLauncher when parallel > 1 && options.Worker is not null => new LocalLauncher(parallel),
            LocalLauncher { Slots: null } when parallel > 1 => new LocalLauncher(parallel),
            _ => Launcher,
        };
        logger.LogInformation("Launching {Count} jobs locally", jobs.Count);
        try
        {
            return await launcher.LaunchAsync(descriptions, Context(), cancellationToken);
        }
        finally
        {
            foreach (SweepJob job in jobs)
                _prepared.Remove(job.Number);
        }
    }

    private JobDescription Describe(SweepJob job)
    {
        if (!_prepared.TryGetValue(job.Number, out PreparedJob? prepared))
            _prepared[job.Number] = prepared = Prepare(job);
        return new JobDescription
        {
            JobName = prepared.Composed.Name,
            Overrides = [.. Master.HydraOverrides, .. job.Overrides],
            Folder = prepared.Folder,
            Source = composer.Source,
            Sweep = new SweepContext { Directory = Directory, StartedAt = StartedAt, Tag = Tag, JobNumber = job.Number, RunTags = job.RunTags },
        };
    }

    private LaunchContext Context() => new()
    {
        RunInProcess = (job, token) => runner.RunAsync(_prepared[job.Number], job, token),
        WorkerCommand = options.Worker,
        Fingerprint = ProgramFingerprint.Of(AppContext.BaseDirectory),
        Logger = logger,
        Output = options.Output,
        Error = options.Error,
        GraceTime = options.GraceTime,
        Started = Started,
        Finished = Finished,
    };

    private void Started(JobDescription job)
    {
        manifest.Launched(job);
        logger.LogInformation("\t#{Number} : {Overrides}", job.Number, string.Join(' ', job.Overrides.Skip(Master.HydraOverrides.Count)));
    }

    private void Finished(JobReturn result)
    {
        manifest.Finished(result);
        if (result.Status != JobStatus.Failed)
            return;
        lock (options.Error)
            JobError.WriteJob(options.Error, _prepared[result.Number].Composed.Overrides, result.Error ?? "");
    }
}
