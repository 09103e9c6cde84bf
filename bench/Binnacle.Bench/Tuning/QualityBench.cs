using System.Globalization;
using Binnacle.Tuning;

namespace Binnacle.Bench;

/// <summary>What samplers find: quartiles over seeds of the best value, or of the hypervolume, after 50, 100 and 200 trials.</summary>
internal static class QualityBench
{
    private static readonly TestProblem[] Single = [TestProblem.Branin, TestProblem.Hartmann, TestProblem.Rosenbrock, TestProblem.Ackley];
    private static readonly TestProblem[] Others = [TestProblem.Hartmann3, TestProblem.Levy, TestProblem.DixonPrice];
    private static readonly TestProblem[] Several = [TestProblem.Zdt1, TestProblem.Zdt3, TestProblem.Dtlz2];

    /// <param name="names">The problems; all when there are none.</param>
    public static Task RunAsync(string[] names)
    {
        bool IsWanted(TestProblem problem) => names.Length == 0 || names.Contains(problem.Name);
        Console.WriteLine($"{"problem",-10} {"sampler",-12} {"seeds",5}  {"50",-30} {"100",-30} {"200",-30} {"CPU s",6}");
        foreach (TestProblem problem in Single.Where(IsWanted))
        {
            Row(problem, "random", 20, seed => new RandomSampler(seed));
            Row(problem, "cmaes", 20, seed => new CmaEsSampler(new CmaEsOptions { Seed = seed }));
            Row(problem, "nsga2", 20, seed => new NsgaIISampler(new NsgaOptions { Seed = seed }));
            QuasiRandomRows(problem);
            Row(problem, "gp", 3, seed => new GpSampler(new GpOptions { Seed = seed }));
        }

        foreach (TestProblem problem in Others.Where(IsWanted))
        {
            Row(problem, "random", 20, seed => new RandomSampler(seed));
            QuasiRandomRows(problem);
        }

        foreach (TestProblem problem in Several.Where(IsWanted))
        {
            Row(problem, "random", 20, seed => new RandomSampler(seed));
            Row(problem, "nsga2", 20, seed => new NsgaIISampler(new NsgaOptions { Seed = seed }));
            Row(problem, "nsga2-pop20", 20, seed => new NsgaIISampler(new NsgaOptions { Seed = seed, PopulationSize = 20 }));
            Row(problem, "nsga3-pop20", 20, seed => new NsgaIIISampler(new NsgaOptions { Seed = seed, PopulationSize = 20 }));
            Row(problem, "gp", 3, seed => new GpSampler(new GpOptions { Seed = seed }));
        }

        return Task.CompletedTask;
    }

    private static void QuasiRandomRows(TestProblem problem)
    {
        Row(problem, "qmc sobol", 20, seed => new QmcSampler(new QmcOptions { Seed = seed, Scramble = true }));
        Row(problem, "qmc halton", 20, seed => new QmcSampler(new QmcOptions { Seed = seed, Scramble = true, Sequence = QmcSequence.Halton }));
    }

    private static void Row(TestProblem problem, string name, int seeds, Func<uint, ISampler> create)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        double[][] scores = [.. Enumerable.Range(0, seeds).Select(seed => problem.Run(create((uint)seed), 50, 100, 200))];
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds / seeds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{problem.Name,-10} {name,-12} {seeds,5}  {Quartiles(scores, 0),-30} {Quartiles(scores, 1),-30} {Quartiles(scores, 2),-30} {seconds,6:N2}"));
    }

    private static string Quartiles(double[][] scores, int checkpoint)
    {
        double[] sorted = [.. scores.Select(row => row[checkpoint]).Order()];
        return string.Join(" / ", new[] { 0.25, 0.5, 0.75 }.Select(share => Quantile(sorted, share).ToString("G4", CultureInfo.InvariantCulture)));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
