using System.Globalization;
using System.Numerics;
using Binnacle.Configuration;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Integrations;

/// <summary>Tracks jobs as runs.</summary>
public static class JobTracking
{
    /// <summary>The tag that the runs of one sweep share.</summary>
    public const string SweepTag = "hptuning_tag";

    // A tag's value has at most 5,000 characters in databases.
    private const int MostOverrideText = 5000;

    /// <summary>Starts the job's run: named and tagged, with its resolved configuration as artifact <c>JOBNAME_config.json</c>.</summary>
    /// <remarks>
    /// Tracking never stops a job. When the store cannot be reached the fault is logged, and the handle that is returned
    /// accepts everything and stores nothing. The caller ends the run.
    /// </remarks>
    /// <param name="context">The running job.</param>
    /// <param name="options">Store, experiment and name; the defaults when null.</param>
    public static async Task<ActiveRun> StartRunAsync(this JobContext context, JobRunOptions? options = null)
    {
        options ??= new JobRunOptions();
        ILogger logger = context.LoggerFactory.CreateLogger("binnacle.tracking");
        string name = RunName(context, options);
        try
        {
            TrackingClient client = new(TrackingStores.Open(options.TrackingUri, new SqlStoreOptions { Logger = logger }), new TrackingClientOptions { Logger = logger });
            ActiveRun run = await client.TryStartRunAsync(
                new RunOptions
                {
                    ExperimentName = options.ExperimentName,
                    RunName = name,
                    Tags = Tags(context),
                    LogSystemMetrics = options.LogSystemMetrics,
                },
                cancellationToken: context.CancellationToken);
            await LogConfigAsync(run, context);
            return run;
        }
        catch (TrackingException error)
        {
            logger.LogError("The run is not tracked: {Reason}", error.Message);
            return ActiveRun.Detached(name);
        }
    }

    /// <summary>The tags of a job: its folder and overrides, <c>hptuning_tag</c> and the sweep's folder in a sweep, <c>job_uuid</c> and <c>job_name</c> from the environment.</summary>
    public static IReadOnlyDictionary<string, string> Tags(JobContext context)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [ReservedTags.JobFolder] = context.OutputDirectory };
        if (ShellText.Of(context.Overrides) is { Length: > 0 and <= MostOverrideText } overrides)
            tags[ReservedTags.Overrides] = overrides;
        if (context.Sweep is { } sweep)
        {
            tags[SweepTag] = sweep.Tag;
            tags[ReservedTags.SweepFolder] = sweep.Directory;
            foreach (var (key, value) in sweep.RunTags)
                tags[key] = value;
        }

        foreach (var (tag, variable) in ((string, string)[])[("job_uuid", "JOB_UUID"), ("job_name", "JOB_NAME")])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
                tags[tag] = value;
        }

        return tags;
    }

    /// <summary>
    /// Writes the resolved configuration as artifact <c>JOBNAME_config.json</c>, and beside it, as <c>JOBNAME_config_origins.json</c>, where
    /// each value came from: a file with line and column, or an override.
    /// </summary>
    public static async Task LogConfigAsync(ActiveRun run, JobContext context)
    {
        await run.LogDictAsync((Dictionary<string, object?>)Plain(context.Config)!, $"{context.JobName}_config.json", context.CancellationToken);
        Dictionary<string, object?> origins = new(StringComparer.Ordinal);
        AddOrigins(context.Config, "", origins);
        if (origins.Count > 0)
            await run.LogDictAsync(origins, $"{context.JobName}_config_origins.json", context.CancellationToken);
    }

    private static void AddOrigins(ConfigNode node, string path, Dictionary<string, object?> origins)
    {
        if (node is MapNode { Count: > 0 } map)
        {
            foreach (var (key, value) in map)
                AddOrigins(value, path.Length == 0 ? key.Text : $"{path}.{key.Text}", origins);
        }
        else if (node.Origin is { } origin)
        {
            origins[path] = origin.ToString();
        }
    }

    private static string RunName(JobContext context, JobRunOptions options)
    {
        string seconds = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{options.RunName ?? context.JobName}-{(context.Sweep is null ? "" : "hp-")}{seconds}";
    }

    private static object? Plain(ConfigNode node) => node switch
    {
        MapNode map => map.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value), StringComparer.Ordinal),
        ListNode list => list.Select(Plain).ToList(),
        ScalarNode { Value: byte[] bytes } => Convert.ToBase64String(bytes),
        ScalarNode { Value: BigInteger number } => number.ToString(CultureInfo.InvariantCulture),
        ScalarNode scalar => scalar.Value,
        _ => null,
    };
}
