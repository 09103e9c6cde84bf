using System.Globalization;

namespace Binnacle.Bench;

/// <summary>Seconds of an epoch of 6,000 images and its evaluation, by the number of threads.</summary>
internal static class ThreadsBench
{
    private const int Epochs = 6;

    /// <remarks>The time of the first epoch and of the process' start is taken away: a run of one epoch is subtracted.</remarks>
    public static async Task RunAsync()
    {
        using TrainingFolder folder = await TrainingFolder.CreateAsync();
        for (int threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
        {
            TimeSpan one = await TrainAsync(folder, threads, 1), all = await TrainAsync(folder, threads, Epochs);
            double seconds = (all - one).TotalSeconds / (Epochs - 1);
            Console.WriteLine(FormattableString.Invariant($"{threads} thread(s): {seconds:F2} s an epoch"));
        }
    }

    private static Task<TimeSpan> TrainAsync(TrainingFolder folder, int threads, int epochs) => folder.Program.RunAsync(
        folder.Path, 0, [new("OMP_NUM_THREADS", threads.ToString(CultureInfo.InvariantCulture))],
        "setup_mlflow=false", string.Create(CultureInfo.InvariantCulture, $"epochs={epochs}"));
}
