using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Jobs;
using Binnacle.Tracking;
using Binnacle.Tuning;

namespace Binnacle.AotJob;

/// <summary>Prints what was bound, tunes when asked, and tracks the run in a file store.</summary>
internal static class Job
{
    private static readonly TargetRegistry Targets = new TargetRegistry()
        .Add<Decay>()
        .Add("halving", arguments => new Decay(0.5, arguments.Get<int[]>("steps")));

    public static async Task<JobResult> RunAsync(AotJobConfig config, JobContext context)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {config.Message}
            {config.Schedule} {config.Timeout.TotalSeconds} {config.Optimizer.Lr} {config.Optimizer.Momentum}
            {string.Join(' ', config.Layers.Select(layer => $"{layer.Width}:{layer.Activation}"))}
            {string.Join(' ', config.Thresholds)} | {string.Join(' ', config.Sizes)} | {config.Weights["train"]} | {string.Join(' ', config.Phases)}
            {string.Join(", ", Targets.Instantiate<List<Decay>>(config.Decays))}
            """));
        double loss = config.Tuned ? Tune(config.Optimizer.Lr) : config.Optimizer.Lr;
        await TrackAsync(config, loss, context.CancellationToken);
        return loss;
    }

    private static double Tune(double lr)
    {
        var study = Study.Create(new StudyOptions { Sampler = new TpeSampler(new TpeOptions { Seed = 1 }) });
        study.Optimize(trial => Math.Pow(trial.SuggestFloat("x", -1, 1) - lr, 2), trials: 20);
        return study.BestValue;
    }

    private static async Task TrackAsync(AotJobConfig config, double loss, CancellationToken cancellationToken)
    {
        TrackingClient client = TrackingClient.Open("./mlruns");
        await using ActiveRun run = await client.StartRunAsync(new RunOptions { ExperimentName = "aot", RunName = config.Name, LogSystemMetrics = false }, cancellationToken);
        run.LogParam("lr", config.Optimizer.Lr);
        run.LogMetric("loss", loss);
        await run.FinishAsync();
    }
}
