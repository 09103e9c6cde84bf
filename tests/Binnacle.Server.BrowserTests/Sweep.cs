using Binnacle.Server.Tests;
using Binnacle.Tracking;

namespace Binnacle.Server.BrowserTests;

/// <summary>A store with a sweep of ten runs, two runs outside it, and a spike in every loss.</summary>
internal static class Sweep
{
    public const string Tag = "1795466410";

    public static async Task<string> AddAsync(TestStore data)
    {
        string digits = await data.ExperimentAsync("digits");
        for (int i = 0; i < 12; i++)
        {
            double accuracy = (900 + (i * 5)) / 1000.0;
            Run run = await data.RunAsync(
                digits, $"train-model-hp-{i:00}", i == 11 ? RunStatus.Failed : RunStatus.Finished, 1_795_000_000_000 + (i * 60_000),
                new() { ["learning_rate"] = $"{(9 + (i % 9)) / 10.0:0.0}", ["train_batch_size"] = i % 2 == 0 ? "32" : "64", ["gamma"] = "0.7" },
                new()
                {
                    ["test_accuracy"] = [0.5, 0.8, accuracy],
                    ["test_loss"] = [2.3, 9.75, 1 - accuracy],
                    ["system/cpu_utilization_percentage"] = [90, 95],
                },
                i < 10 ? new() { ["hptuning_tag"] = Tag } : null);
            await data.Store.OpenArtifacts(run.Info).WriteTextAsync("conf/train_model_config.json", """{"lr":0.9}""");
        }

        return digits;
    }
}
