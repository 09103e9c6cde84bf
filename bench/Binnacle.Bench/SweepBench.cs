using System.Globalization;

namespace Binnacle.Bench;

/// <summary>A sweep of four trials, one at a time and two at a time.</summary>
internal static class SweepBench
{
    private const int Rounds = 3;

    /// <remarks>The two are measured in turns, so that other load on the machine meets both.</remarks>
    public static async Task RunAsync()
    {
        using TrainingFolder folder = await TrainingFolder.CreateAsync();
        double one = 0, two = 0;
        for (int round = 0; round < Rounds; round++)
        {
            one += await SweepAsync(folder, 1);
            two += await SweepAsync(folder, 2);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"n_jobs=1: {one / Rounds:F1} s, n_jobs=2: {two / Rounds:F1} s, {one / two:F2} times as fast (mean of {Rounds})"));
    }

    private static async Task<double> SweepAsync(TrainingFolder folder, int jobs) => (await folder.Program.RunAsync(
        folder.Path, 0, [], "--multirun", "hydra.sweeper.n_trials=4", "epochs=5",
        string.Create(CultureInfo.InvariantCulture, $"hydra.sweeper.n_jobs={jobs}"))).TotalSeconds;
}
