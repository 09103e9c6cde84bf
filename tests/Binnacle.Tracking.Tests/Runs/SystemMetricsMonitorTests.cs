using Binnacle.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class SystemMetricsMonitorTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    [Fact]
    public async Task A_short_run_has_one_sample_under_MLflows_names()
    {
        using TemporaryFolder folder = new();
        TrackingClient client = new(new FileTrackingStore(folder["mlruns"]), new TrackingClientOptions { TimeProvider = _time });
        ActiveRun run = await client.StartRunAsync(new RunOptions { LogSystemMetrics = true });
        await run.FinishAsync();
        Run stored = await client.Store.GetRunAsync(run.RunId);
        string[] everywhere =
        [
            "system/disk_usage_percentage", "system/disk_usage_megabytes", "system/disk_available_megabytes",
            "system/network_receive_megabytes", "system/network_transmit_megabytes",
        ];
        string[] here = OperatingSystem.IsMacOS() ? [] : ["system/cpu_utilization_percentage", "system/system_memory_usage_megabytes", "system/system_memory_usage_percentage"];
        Assert.Superset(everywhere.Concat(here).ToHashSet(), stored.Metrics.Keys.ToHashSet());
        Assert.All(stored.Metrics.Values, metric => Assert.Equal((0L, Math.Round(metric.Value, 1)), (metric.Step, metric.Value)));
        Assert.All(stored.Metrics.Values.Where(metric => metric.Key.EndsWith("percentage", StringComparison.Ordinal)), metric => Assert.InRange(metric.Value, 0, 100));
    }

    [Fact]
    public async Task Steps_go_on_after_a_resume_and_a_node_has_its_own_names()
    {
        using TemporaryFolder folder = new();
        TrackingClient client = new(new FileTrackingStore(folder["mlruns"]), new TrackingClientOptions { TimeProvider = _time });
        ActiveRun first = await client.StartRunAsync(new RunOptions { LogSystemMetrics = true });
        await first.FinishAsync();
        ActiveRun second = await client.ResumeRunAsync(first.RunId, new RunOptions { LogSystemMetrics = true });
        await using (SystemMetricsMonitor.Start(second, new SystemMetricsOptions { NodeId = "node-1", TimeProvider = _time }))
        {
            // Its only sample is the one at its end.
        }

        await second.FinishAsync();
        Run stored = await client.Store.GetRunAsync(first.RunId);
        Assert.Equal(1, stored.Metrics["system/disk_usage_percentage"].Step);
        Assert.Equal(0, stored.Metrics["system/node-1/disk_usage_percentage"].Step);
    }
}
