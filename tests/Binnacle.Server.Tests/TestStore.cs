using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests;

/// <summary>A store in a folder of its own, filled by short calls.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestStore() => Store = TrackingStore.Open(_folder["mlruns"]);

    public ITrackingStore Store { get; }

    public string Folder => _folder["mlruns"];

    public Task<string> ExperimentAsync(string name) => Store.CreateExperimentAsync(name);

    /// <summary>A run; values of <paramref name="metrics"/> are points at steps 0, 1, 2, …</summary>
    public async Task<Run> RunAsync(
        string experimentId, string name, RunStatus status = RunStatus.Finished, long start = 1_795_000_000_000,
        Dictionary<string, string>? parameters = null, Dictionary<string, double[]>? metrics = null, Dictionary<string, string>? tags = null)
    {
        Run run = await Store.CreateRunAsync(new RunCreation { ExperimentId = experimentId, RunName = name, StartTime = start, UserId = "mara" });
        await Store.LogBatchAsync(run.Info.RunId, new RunBatch
        {
            Params = [.. (parameters ?? []).Select(item => new Param(item.Key, item.Value))],
            Metrics = [.. (metrics ?? []).SelectMany(item => item.Value.Select((value, step) => new Metric(item.Key, value, start + (step * 1000), step)))],
            Tags = [.. (tags ?? []).Select(item => new Tag(item.Key, item.Value))],
        });
        if (status != RunStatus.Running)
            await Store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = status, EndTime = start + 14_400 });
        return await Store.GetRunAsync(run.Info.RunId);
    }

    public void Dispose() => _folder.Dispose();
}
