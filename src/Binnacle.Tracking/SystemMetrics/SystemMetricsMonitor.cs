namespace Binnacle.Tracking;

/// <summary>Logs the use of the machine to a run, under MLflow's names (<c>system/cpu_utilization_percentage</c>, …), until it is disposed.</summary>
/// <remarks>
/// Steps count 0, 1, 2, …; for a resumed run they go on after its last. A last sample is taken at the end, so that a short run has one.
/// Logged everywhere: disk and network. Processor: Linux and Windows. Memory: Linux and Windows; on macOS what the runtime knows of
/// it. NVIDIA GPUs: where the driver's management library is. What cannot be measured is left out.
/// </remarks>
public sealed class SystemMetricsMonitor : IAsyncDisposable
{
    private const string Prefix = "system/";
    private readonly ActiveRun _run;
    private readonly SystemMetricsOptions _options;
    private readonly string _prefix;
    private readonly ISystemProbe[] _probes;
    private readonly Dictionary<string, (double Sum, int Count)> _samples = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private long _step;
    private int _sampled;

    private SystemMetricsMonitor(ActiveRun run, SystemMetricsOptions options, ISystemProbe[] probes)
    {
        (_run, _options, _probes) = (run, options, probes);
        _prefix = string.IsNullOrEmpty(options.NodeId) ? Prefix : $"{Prefix}{options.NodeId}/";
        long[] steps = [.. run.StartedWith.Metrics.Values.Where(metric => metric.Key.StartsWith(_prefix, StringComparison.Ordinal)).Select(metric => metric.Step)];
        _step = steps.Length == 0 ? 0 : steps.Max() + 1;
        // The timer starts here and not in the background, so that no tick of the clock is missed.
        PeriodicTimer timer = new(options.Interval, options.TimeProvider);
        _work = WorkAsync(timer);
    }

    /// <summary>Starts to sample.</summary>
    /// <param name="run">The run to log to.</param>
    /// <param name="options">How to sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">Interval or number of samples is not above zero.</exception>
    public static SystemMetricsMonitor Start(ActiveRun run, SystemMetricsOptions? options = null)
    {
        options ??= new SystemMetricsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Interval, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SamplesBeforeLogging, 1, nameof(options));
        return new SystemMetricsMonitor(run, options, [new ProcessorProbe(), new MemoryProbe(), new DiskProbe(), new NetworkProbe(), new NvidiaProbe()]);
    }

    /// <summary>Takes and logs a last sample and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _work;
        Sample();
        Log();
        foreach (ISystemProbe probe in _probes)
            (probe as IDisposable)?.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync(PeriodicTimer timer)
    {
        using PeriodicTimer _ = timer;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Sample();
                if (_sampled >= _options.SamplesBeforeLogging)
                    Log();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Sample()
    {
        _sampled++;
        foreach (ISystemProbe probe in _probes)
        {
            foreach ((string name, double value) in probe.Measure())
            {
                (double sum, int count) = _samples.GetValueOrDefault(name);
                _samples[name] = (sum + value, count + 1);
            }
        }
    }

    private void Log()
    {
        _run.LogMetrics(_samples.Select(sample => KeyValuePair.Create(_prefix + sample.Key, Math.Round(sample.Value.Sum / sample.Value.Count, 1))), _step++);
        _samples.Clear();
        _sampled = 0;
    }
}
