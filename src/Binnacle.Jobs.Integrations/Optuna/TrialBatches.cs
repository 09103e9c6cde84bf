using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Integrations;

/// <summary>Runs a study's trials as jobs, batch after batch.</summary>
internal sealed class TrialBatches(
    Sweep sweep, StudyHandle handle, OptunaOptions options, SearchSpace space, Action<MapNode, Trial>? customSearchSpace)
{
    private const string FailReasonKey = "fail_reason";

    private readonly List<ToldTrial> _told = [];
    private readonly Study _study = handle.Study;

    /// <summary>The trials of this sweep, in order.</summary>
    public IReadOnlyList<ToldTrial> Told => _told;

    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        long stopRequests = _study.StopRequests;
        for (int first = 0; first < count; first += options.BatchSize)
        {
            if (_study.StopRequests != stopRequests)
            {
                sweep.Logger.LogWarning("The sweep was asked to stop; {Count} of {Planned} trials were run.", first, count);
                return;
            }

            Trial[] trials = Trials(Math.Min(options.BatchSize, count - first));
            try
            {
                await RunBatchAsync(trials, first, cancellationToken);
            }
            catch
            {
                Abandon(trials);
                throw;
            }
        }
    }

    /// <summary>The jobs of the first trials, without running them.</summary>
    public SweepJob[] First(int count) => Jobs(Trials(count), firstJob: 0);

    private Trial[] Trials(int count) => [.. Enumerable.Range(0, count).Select(_ => _study.Ask())];

    private SweepJob[] Jobs(Trial[] trials, int firstJob) =>
        [.. trials.Select((trial, index) => new SweepJob(firstJob + index, Suggest(trial)) { RunTags = RunTags(trial) })];

    private Dictionary<string, string> RunTags(Trial trial)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ReservedTags.Study] = _study.Name,
            [ReservedTags.Trial] = trial.Number.ToString(CultureInfo.InvariantCulture),
        };
        if (handle.Address is { } address)
            tags[ReservedTags.StudyStorage] = address;
        return tags;
    }

    private async Task RunBatchAsync(Trial[] trials, int firstJob, CancellationToken cancellationToken)
    {
        SweepJob[] jobs = Jobs(trials, firstJob);
        sweep.Validate(jobs);
        sweep.Manifest.Asked(jobs);
        IReadOnlyList<JobReturn> returns = await sweep.LaunchAsync(jobs, options.BatchSize, cancellationToken);
        int failed = 0;
        for (int i = 0; i < trials.Length; i++)
        {
            if (!Tell(trials[i], returns[i]))
                failed++;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if ((double)failed / trials.Length > options.MaxFailureRate)
        {
            throw new JobFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{failed} of {trials.Length} trials failed, more than hydra.sweeper.max_failure_rate={PythonText.Of(options.MaxFailureRate)} allows."));
        }
    }

    /// <summary>The overrides of a trial's job: the searched parameters, then the fixed ones.</summary>
    private List<string> Suggest(Trial trial)
    {
        foreach (var (name, distribution) in space.Searched)
            trial.Suggest(name, distribution);
        customSearchSpace?.Invoke(sweep.FullConfig, trial);
        foreach (var (name, text) in space.Fixed)
            trial.SetUserAttribute(name, text);
        return
        [
            .. trial.Params.Select(item => $"{item.Key}={ParameterText.Of(item.Value)}"),
            .. space.Fixed.Select(item => $"{item.Key}={item.Value}"),
        ];
    }

    private bool Tell(Trial trial, JobReturn result)
    {
        string? fault = Fault(result);
        if (fault is not null)
            trial.SetSystemAttribute(FailReasonKey, fault);
        _study.Tell(trial, fault is null ? result.Values : null, fault is null ? TrialState.Complete : TrialState.Fail);
        _told.Add(new ToldTrial(result.Number, trial.Number, trial.Params, fault is null ? result.Values : null));
        if (fault is not null)
            sweep.Logger.LogError("Trial {Number} failed: {Fault}", trial.Number, fault);
        return fault is null;
    }

    private string? Fault(JobReturn result)
    {
        if (result.Status != JobStatus.Completed)
            return result.Error ?? "stopped";
        if (result.Values.Count != options.Directions.Count)
            return $"The job returned {result.Values.Count} values, hydra.sweeper.direction has {options.Directions.Count}.";
        return result.Values.Any(double.IsNaN) ? "The job returned a value that is not a number (NaN)." : null;
    }

    /// <summary>A study that outlives the sweep holds no trial that seems to run for ever.</summary>
    private void Abandon(Trial[] trials)
    {
        HashSet<int> told = [.. _told.Select(item => item.Trial)];
        foreach (Trial trial in trials.Where(trial => !told.Contains(trial.Number)))
            _study.Tell(trial, null, TrialState.Fail);
    }
}
