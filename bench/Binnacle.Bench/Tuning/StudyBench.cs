using System.Diagnostics;
using Binnacle.Tuning;

namespace Binnacle.Bench;

/// <summary>Seconds of whole studies with an objective that costs nothing, by sampler.</summary>
internal static class StudyBench
{
    public static Task RunAsync()
    {
        Console.WriteLine($"{"study",-34} {"wall s",8} {"CPU s",8}");
        Measure("tpe, 5 parameters, 1,000 trials", new TpeSampler(new TpeOptions { Seed = 1 }), 5, 1_000);
        Measure("tpe, 5 parameters, 10,000 trials", new TpeSampler(new TpeOptions { Seed = 1 }), 5, 10_000);
        Measure("tpe multivariate, 30 p., 1,000 trials", new TpeSampler(new TpeOptions { Seed = 1, Multivariate = true }), 30, 1_000);
        Measure("tpe, 2 objectives, 5 p., 1,000 trials", new TpeSampler(new TpeOptions { Seed = 1 }), 5, 1_000, objectives: 2);
        Measure("nsga-ii, 2 objectives, 3,000 trials", new NsgaIISampler(new NsgaOptions { Seed = 1 }), 5, 3_000, objectives: 2);
        Measure("random, 5 parameters, 3,000 trials", new RandomSampler(1), 5, 3_000);
        return Task.CompletedTask;
    }

    private static void Measure(string name, ISampler sampler, int parameters, int trials, int objectives = 1)
    {
        Study study = Study.Create(new StudyOptions { Sampler = sampler, Directions = [.. Enumerable.Repeat(StudyDirection.Minimize, objectives)] });
        var clock = Stopwatch.StartNew();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < trials; i++)
        {
            Trial trial = study.Ask();
            double[] x = [.. Enumerable.Range(0, parameters).Select(p => trial.SuggestFloat($"x{p}", -5, 5))];
            double sum = x.Sum(value => value * value);
            study.Tell(trial, objectives == 1 ? [sum] : [sum, x.Sum(value => (value - 1) * (value - 1))]);
            if (i == trials - 1 && trials == 10_000)
                Console.WriteLine(FormattableString.Invariant($"{"  one suggestion of 5 at the end",-34} {LastSuggestion(study) * 1000,8:N1} ms"));
        }

        Console.WriteLine(FormattableString.Invariant($"{name,-34} {clock.Elapsed.TotalSeconds,8:N2} {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds,8:N2}"));
    }

    private static double LastSuggestion(Study study)
    {
        double least = double.MaxValue;
        for (int round = 0; round < 10; round++)
        {
            Trial trial = study.Ask();
            long start = Stopwatch.GetTimestamp();
            for (int p = 0; p < 5; p++)
                trial.SuggestFloat($"x{p}", -5, 5);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
            study.Tell(trial, [1e9]);
        }

        return least;
    }
}
