using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>A sweep without a study: its own record in its folder, joined with the runs that bear its tag.</summary>
/// <param name="Tag">What the runs share.</param>
/// <param name="Folder">The sweep's folder; null when no run names it.</param>
/// <param name="Jobs">The jobs, by their number.</param>
internal sealed record JobSweep(string Tag, string? Folder, IReadOnlyList<SweepJob> Jobs)
{
    public IEnumerable<Run> Runs => Jobs.Select(job => job.Run).OfType<Run>();

    /// <summary>Reads a sweep.</summary>
    /// <param name="store">Holds the runs.</param>
    /// <param name="tag">What the runs share.</param>
    /// <param name="opensNamedFiles">Whether the folder that the runs name may be looked into.</param>
    /// <param name="now">The time, for what goes on.</param>
    /// <param name="stop">Stops reading.</param>
    /// <exception cref="TrackingException">The store does not answer.</exception>
    public static async Task<JobSweep> ReadAsync(ITrackingStore store, string tag, bool opensNamedFiles, DateTimeOffset now, CancellationToken stop)
    {
        string[] experiments = [.. (await store.AllExperimentsAsync(cancellationToken: stop)).Select(experiment => experiment.ExperimentId)];
        List<Run> runs = experiments.Length == 0 ? []
            : [.. (await store.AllRunsAsync(new RunQuery { ExperimentIds = experiments, Filter = JobSweepTag.Filter(tag) }, stop)).OrderBy(run => run.Info.StartTime)];
        string? folder = runs.Select(run => run.Tags.GetValueOrDefault(ReservedTags.SweepFolder)).FirstOrDefault(path => path is not null);
        bool isReadable = opensNamedFiles && folder is not null && Path.IsPathFullyQualified(folder);
        return new JobSweep(tag, folder, Join(isReadable ? await Task.Run(() => Records(folder!), stop) : [], runs, now));
    }

    internal static IReadOnlyList<SweepJob> Join(IReadOnlyList<SweepJobRecord> records, IReadOnlyList<Run> runs, DateTimeOffset now)
    {
        Dictionary<string, Run> byFolder = [];
        foreach (Run run in runs)
        {
            // A job that was started again in its folder has several runs: the last one counts.
            if (run.Tags.GetValueOrDefault(ReservedTags.JobFolder) is { } folder)
                byFolder[folder] = run;
        }

        List<SweepJob> jobs = [.. records.Select(record => SweepJob.Of(record, record.Folder is null ? null : byFolder.GetValueOrDefault(record.Folder), now))];
        HashSet<string> folders = [.. records.Select(record => record.Folder).OfType<string>()];
        jobs.AddRange(runs.Where(run => !folders.Contains(run.Tags.GetValueOrDefault(ReservedTags.JobFolder, ""))).Select(run => SweepJob.Of(run, now)));
        return jobs;
    }

    private static IReadOnlyList<SweepJobRecord> Records(string folder)
    {
        try
        {
            return SweepDiary.Read(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The sweep is told by its runs alone.
            return [];
        }
    }
}
