using Binnacle.Configuration;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>A job published with NativeAOT: the core rooms need no code that is made at run time, and lose nothing to the trimmer.</summary>
public sealed class AheadOfTimeTests(AheadOfTimeJob job) : IClassFixture<AheadOfTimeJob>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_composes_binds_instantiates_and_keeps_its_records()
    {
        Outcome outcome = (await job.RunAsync(_folder.Path, "optimizer=adam", "layers=[{width: 2}]", "phases=[cosine,constant]")).Succeeded();

        Assert.Equal(["ahead-of-time with adam", "Cosine 90 0.001 0", "2:relu", "0.25 0.5 | 1 2 3 | 0.75 | Cosine Constant", "x0.5 at 1 2, x0.5 at 3"], Lines(outcome.Output));
        string output = Assert.Single(Directory.GetDirectories(_folder["outputs"]).SelectMany(Directory.GetDirectories));
        MapNode config = YamlReader.ReadFile(Path.Combine(output, ".hydra", "config.yaml"));
        Assert.Equal("adam", ((ScalarNode)((MapNode)config["optimizer"])["kind"]).Value);
        Assert.Equal("- optimizer=adam\n- 'layers=[{width: 2}]'\n- phases=[cosine,constant]\n", await File.ReadAllTextAsync(Path.Combine(output, ".hydra", "overrides.yaml")));
        Assert.True(YamlReader.ReadFile(Path.Combine(output, ".hydra", "hydra.yaml")).ContainsKey("hydra"));
        Assert.True(File.Exists(Path.Combine(output, "aot_job.log")));
    }

    [Fact]
    public async Task Its_run_is_in_the_store()
    {
        (await job.RunAsync(_folder.Path, "tuned=true")).Succeeded();

        ITrackingStore store = TrackingStore.Open(_folder["mlruns"]);
        Experiment? experiment = await store.GetExperimentByNameAsync("aot");
        Run run = Assert.Single((await store.SearchRunsAsync(new RunQuery { ExperimentIds = [experiment!.ExperimentId] })).Items);
        Assert.Equal("0.1", run.Params["lr"]);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.InRange(run.Metrics["loss"].Value, 0, 0.1);
    }

    [Fact]
    public async Task It_sweeps() =>
        Assert.Equal(
            ["Cosine 90 0.1 0.9", "Cosine 90 0.2 0.9"],
            Lines((await job.RunAsync(_folder.Path, "--multirun", "optimizer.lr=0.1,0.2")).Succeeded().Output).Where(line => line.StartsWith("Cosine", StringComparison.Ordinal)));

    [Fact]
    public async Task It_tells_all_faults_with_their_places()
    {
        Outcome outcome = await job.RunAsync(_folder.Path, "optimizer.lr=3", "layers.1.width=wide", "schedule=cosin");

        outcome.RefusedWith(
            "optimizer.lr: expected a value from 0 to 1, found 3",
            "layers[1].width: expected an integer, found 'wide' (text)",
            "schedule: expected one of constant, cosine, found 'cosin' (text). Did you mean 'cosine'?");
    }

    [Fact]
    public async Task A_collection_that_the_compiler_left_out_is_named() =>
        (await job.RunAsync(_folder.Path, "days=[monday]")).RefusedWith("compiled ahead of time without code for a list of DayOfWeek", "= []");

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
