using Binnacle.Tuning;

namespace Binnacle.Bench;

/// <summary>A well-known objective with its ranges; for several objectives with the reference point of the hypervolume.</summary>
internal sealed record TestProblem(string Name, int Parameters, double Low, double High, Func<double[], double[]> Evaluate, double[]? Reference = null)
{
    private static readonly double[] HartmannWeights = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[][] HartmannScales =
    [
        [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] HartmannCentres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    private static readonly double[][] Hartmann3Scales = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];

    private static readonly double[][] Hartmann3Centres =
        [[0.3689, 0.1170, 0.2673], [0.4699, 0.4387, 0.7470], [0.1091, 0.8732, 0.5547], [0.0381, 0.5743, 0.8828]];

    public static TestProblem Branin { get; } = new("branin", 2, 0, 1, unit =>
    {
        double x = -5 + 15 * unit[0], y = 15 * unit[1];
        double inner = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return [inner * inner + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x) + 10];
    });

    public static TestProblem Hartmann { get; } = new("hartmann6", 6, 0, 1, x =>
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double exponent = 0;
            for (int j = 0; j < 6; j++)
                exponent += HartmannScales[i][j] * (x[j] - HartmannCentres[i][j]) * (x[j] - HartmannCentres[i][j]);
            sum -= HartmannWeights[i] * Math.Exp(-exponent);
        }

        return [sum];
    });

    public static TestProblem Rosenbrock { get; } = new("rosen5", 5, -5, 10, x =>
        [Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2))]);

    public static TestProblem Ackley { get; } = new("ackley10", 10, -32.768, 32.768, x =>
        [-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E]);

    public static TestProblem Hartmann3 { get; } = new("hartmann3", 3, 0, 1, x =>
        [-Enumerable.Range(0, 4).Sum(i => HartmannWeights[i] * Math.Exp(-Enumerable.Range(0, 3).Sum(j => Hartmann3Scales[i][j] * Square(x[j] - Hartmann3Centres[i][j]))))]);

    public static TestProblem Levy { get; } = new("levy4", 4, -10, 10, x =>
    {
        double[] w = [.. x.Select(v => 1 + (v - 1) / 4)];
        return [Square(Math.Sin(Math.PI * w[0]))
            + w[..^1].Sum(v => Square(v - 1) * (1 + 10 * Square(Math.Sin(Math.PI * v + 1))))
            + Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1])))];
    });

    public static TestProblem DixonPrice { get; } = new("dixon5", 5, -10, 10, x =>
        [Square(x[0] - 1) + Enumerable.Range(1, x.Length - 1).Sum(i => (i + 1) * Square(2 * x[i] * x[i] - x[i - 1]))]);

    public static TestProblem Zdt1 { get; } = new("zdt1_8d", 8, 0, 1, x =>
    {
        double g = 1 + 9 * x.Skip(1).Sum() / (x.Length - 1);
        return [x[0], g * (1 - Math.Sqrt(x[0] / g))];
    }, [1.1, 11]);

    public static TestProblem Zdt3 { get; } = new("zdt3_8d", 8, 0, 1, x =>
    {
        double g = 1 + 9 * x.Skip(1).Sum() / (x.Length - 1);
        return [x[0], g * (1 - Math.Sqrt(x[0] / g) - x[0] / g * Math.Sin(10 * Math.PI * x[0]))];
    }, [1.1, 11]);

    public static TestProblem Dtlz2 { get; } = new("dtlz2_7d", 7, 0, 1, x =>
    {
        double g = x.Skip(2).Sum(v => (v - 0.5) * (v - 0.5)), a = x[0] * Math.PI / 2, b = x[1] * Math.PI / 2;
        return [(1 + g) * Math.Cos(a) * Math.Cos(b), (1 + g) * Math.Cos(a) * Math.Sin(b), (1 + g) * Math.Sin(a)];
    }, [2.5, 2.5, 2.5]);

    /// <summary>The best value, or the hypervolume, after each of the given numbers of trials.</summary>
    public double[] Run(ISampler sampler, params IReadOnlyList<int> checkpoints)
    {
        Study study = Study.Create(new StudyOptions
        {
            Sampler = sampler,
            Directions = [.. Enumerable.Repeat(StudyDirection.Minimize, Reference?.Length ?? 1)],
        });
        study.Optimize(
            trial => Evaluate([.. Enumerable.Range(0, Parameters).Select(i => trial.SuggestFloat($"x{i}", Low, High))]),
            new OptimizeOptions { Trials = checkpoints[^1] });
        return [.. checkpoints.Select(count => Score([.. study.Trials.Take(count).Select(trial => trial.Values!.ToArray())]))];
    }

    private static double Square(double value) => value * value;

    private double Score(double[][] values) => Reference is { } reference
        ? Hypervolume.Of([.. values.Where(point => point.Zip(reference).All(pair => pair.First <= pair.Second))], reference)
        : values.Min(point => point[0]);
}
