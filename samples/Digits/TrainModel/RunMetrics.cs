using Binnacle.TorchSharp;
using Binnacle.Tracking;
using Digits.Modeling;

namespace Digits.TrainModel;

/// <summary>The metrics of a run that is resumed. The checkpoint decides: later points go, missing ones come.</summary>
internal static class RunMetrics
{
    /// <summary>Makes the run's training metrics those of the checkpoint.</summary>
    public static async Task RestoreAsync(ActiveRun run, ITrackingStore store, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await run.TrimMetricsAsync(checkpoint.State.Epoch, EpochResult.MetricNames.Contains, cancellationToken);
        foreach (string key in EpochResult.MetricNames)
        {
            PagedList<Metric> history = await store.GetMetricHistoryAsync(run.RunId, key, cancellationToken: cancellationToken);
            HashSet<long> present = [.. history.Items.Select(point => point.Step)];
            foreach (MetricPoint point in checkpoint.State.Metrics.Where(point => point.Key == key && !present.Contains(point.Step)))
                run.LogMetric(point.Key, point.Value, point.Step, point.Timestamp);
        }

        await run.FlushAsync(cancellationToken);
    }
}
