using Binnacle.Server.Tests;
using Binnacle.Tracking;

namespace Binnacle.Server.BrowserTests;

/// <summary>An experiment as a team would have it: two sweeps, a nested run, a failed and a running one, and other experiments beside it.</summary>
internal static class DemoSweeps
{
    private const long Start = 1_795_466_410_000;

    public static async Task<string> AddAsync(TestStore data)
    {
        string digits = await data.ExperimentAsync("digits");
        await data.Store.SetExperimentTagAsync(digits, new Tag(ReservedTags.Note, "Handwritten digits, **two sweeps**: learning rate and batch size. See the [model card](https://example.org)."));
        await data.Store.SetExperimentTagAsync(digits, new Tag("team", "vision"));
        await data.ExperimentAsync("segmentation/brain");
        await data.ExperimentAsync("Übersetzung <de → ar> عربي");
        Random random = new(7);
        foreach ((string tag, int count) in new[] { (Sweep.Tag, 24), ("1795552810", 16) })
        {
            for (int i = 0; i < count; i++)
                await AddRunAsync(data, digits, tag, i, random);
        }

        Run parent = await data.RunAsync(digits, "cross-validation", start: Start + 90_000_000);
        for (int fold = 0; fold < 4; fold++)
            await data.RunAsync(digits, $"fold {fold}", start: Start + 90_000_000 + fold, metrics: new() { ["test_accuracy"] = [0.9 + (fold / 100.0)] }, tags: new() { [ReservedTags.ParentRunId] = parent.Info.RunId });
        return digits;
    }

    private static Task<Run> AddRunAsync(TestStore data, string digits, string tag, int i, Random random)
    {
        double lr = Math.Round(Math.Pow(10, -3 + (random.NextDouble() * 3)), 5), best = 0.99 - (Math.Abs(Math.Log10(lr) + 1.4) * 0.03) - (random.NextDouble() * 0.01);
        double[] steps = [.. Enumerable.Range(1, 30).Select(step => best - (0.6 / step) + (random.NextDouble() * 0.004))];
        RunStatus status = i % 13 == 12 ? RunStatus.Failed : i % 17 == 16 ? RunStatus.Killed : RunStatus.Finished;
        return data.RunAsync(
            digits, $"train-model-hp-{i:00}", status, Start + (long.Parse(tag) - 1_795_466_410) * 1000 + (i * 95_000),
            new() { ["lr"] = FormattableString.Invariant($"{lr}"), ["train_bs"] = i % 2 == 0 ? "32" : "64", ["gamma"] = "0.7", ["optimizer"] = i % 3 == 0 ? "adam" : "sgd" },
            new() { ["test_accuracy"] = steps, ["test_loss"] = [.. steps.Select(value => (1 - value) * 3)], ["train_loss"] = i == 5 ? [2, double.NaN] : [.. steps.Select(value => (1 - value) * 2.5)] },
            new() { ["hptuning_tag"] = tag, ["team"] = "vision", [ReservedTags.GitCommit] = "8c1d27f0a9b34e55d1c07a2b6e9f31c4d5a6b7c8", [ReservedTags.SourceName] = "samples/Digits/TrainModel" });
    }
}
