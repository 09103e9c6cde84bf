using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Turns a sweeper's jobs into complete descriptions and hands them to the launcher.</summary>
internal sealed class JobLaunch(
    JobHostOptions options, JobComposer composer, JobRunner runner, SweepManifest manifest, ILogger logger)
{
    private readonly Dictionary<int, ComposedJob> _composed = [];

    public required ComposedJob Master { get; init; }

    public required string Directory { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Tag { get; init; }

    public required string Fingerprint { get; init; }

    public required ILauncher Launcher { get; init; }

    public void Validate(IReadOnlyList<SweepJob> jobs)
    {
        foreach (SweepJob job in jobs)
        {
            ComposedJob composed = Compose(job);
            runner.Check(composed, Folder(composed));
            _composed[job.Number] = composed;
        }
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
                _composed.Remove(job.Number);
        }
    }

    private ComposedJob Compose(SweepJob job) =>
        composer.Compose([.. Master.HydraOverrides, .. job.Overrides], Configuration.RunMode.MultiRun).Numbered(job.Number);

    private JobDescription Describe(SweepJob job)
    {
        if (!_composed.TryGetValue(job.Number, out ComposedJob? composed))
            _composed[job.Number] = composed = Compose(job);
        return new JobDescription
        {
            JobName = composed.Name,
            Overrides = [.. Master.HydraOverrides, .. job.Overrides],
            Folder = Folder(composed),
            Source = composer.Source,
            Sweep = new SweepContext { Directory = Directory, StartedAt = StartedAt, Tag = Tag, JobNumber = job.Number },
        };
    }

    private string Folder(ComposedJob composed) => Path.GetFullPath(composed.Text("hydra.sweep.subdir") ?? ".", Directory);

    private LaunchContext Context() => new()
    {
        RunInProcess = (job, token) => runner.RunAsync(_composed[job.Number], job, token),
        WorkerCommand = options.Worker,
        Fingerprint = Fingerprint,
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
            JobError.WriteJob(options.Error, _composed[result.Number].Overrides, result.Error ?? "");
    }
}
