using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.CmaEs;

/// <summary>A normal distribution over the unit cube that follows the good points, generation by generation.</summary>
internal abstract class Evolution
{
    /// <summary>Step sizes above this are cut, against overflow.</summary>
    protected const double LargestSigma = 1e32;

    protected Evolution(CmaRates rates, double[] mean, double sigma)
    {
        Rates = rates;
        Mean = [.. mean];
        Sigma = sigma;
        StepPath = new double[mean.Length];
        CovariancePath = new double[mean.Length];
    }

    public int Dimensions => Mean.Length;

    public int PopulationSize => Rates.PopulationSize;

    /// <summary>How often points were told.</summary>
    public int Generation { get; private set; }

    protected CmaRates Rates { get; }

    protected double[] Mean { get; set; }

    protected double Sigma { get; set; }

    /// <summary>The evolution path of the step size.</summary>
    protected double[] StepPath { get; private set; }

    /// <summary>The evolution path of the covariance.</summary>
    protected double[] CovariancePath { get; private set; }

    /// <summary>Draws a point. What is told later is <c>ToTell</c>, which may differ from the point to evaluate.</summary>
    public virtual (double[] Point, double[] ToTell) Ask(RandomState random)
    {
        double[] point = Draw(random, Enumerable.Range(0, Dimensions));
        return (point, point);
    }

    /// <summary>Tells a generation of <see cref="PopulationSize"/> points.</summary>
    public void Tell(IEnumerable<(double[] Point, double Loss)> population)
    {
        Generation++;
        // Stable, so that equal losses stay in the order of their trials; NaN counts as worst.
        Update([.. population.OrderBy(member => double.IsNaN(member.Loss)).ThenBy(member => member.Loss).Select(member => member.Point)]);
    }

    /// <summary>All that <see cref="Read"/> needs, as plain data.</summary>
    public virtual Dictionary<string, object?> Write() => new()
    {
        ["generation"] = (long)Generation,
        ["mean"] = Mean,
        ["sigma"] = Sigma,
        ["step_path"] = StepPath,
        ["covariance_path"] = CovariancePath,
    };

    /// <summary>Takes over what <see cref="Write"/> gave.</summary>
    /// <exception cref="FormatException">Something is missing, or of another size.</exception>
    public virtual void Read(IReadOnlyDictionary<string, object?> state)
    {
        Generation = (int)Number(state, "generation");
        Mean = Vector(state, "mean", Dimensions);
        Sigma = Number(state, "sigma");
        StepPath = Vector(state, "step_path", Dimensions);
        CovariancePath = Vector(state, "covariance_path", Dimensions);
    }

    protected static double Number(IReadOnlyDictionary<string, object?> state, string key) => state.GetValueOrDefault(key) switch
    {
        long integer => integer,
        double real => real,
        _ => throw new FormatException($"{key}: expected a number in the state of CMA-ES."),
    };

    protected static double[] Vector(IReadOnlyDictionary<string, object?> state, string key, int length) =>
        PlainData.Numbers(state.GetValueOrDefault(key)) is { } numbers && numbers.Length == length
            ? numbers
            : throw new FormatException($"{key}: expected {length} numbers in the state of CMA-ES.");

    /// <summary>One draw from the distribution, wherever it falls.</summary>
    protected abstract double[] Sample(RandomState random);

    /// <summary>Moves the distribution; points are the best first.</summary>
    protected abstract void Update(double[][] points);

    /// <summary>Draws until the bounded coordinates lie in the unit cube; the last of too many draws is moved to its faces.</summary>
    protected double[] Draw(RandomState random, IEnumerable<int> bounded)
    {
        for (int tries = 10 * Dimensions; tries > 0; tries--)
        {
            double[] point = Sample(random);
            if (bounded.All(i => point[i] is >= 0 and <= 1))
                return point;
        }

        double[] last = Sample(random);
        foreach (int i in bounded)
            last[i] = Math.Clamp(last[i], 0, 1);
        return last;
    }

    protected double[][] Steps(double[][] points) =>
        [.. points.Select(point => point.Select((coordinate, i) => (coordinate - Mean[i]) / Sigma).ToArray())];

    protected double[] MeanStep(double[][] steps)
    {
        double[] mean = new double[Dimensions];
        for (int i = 0; i < mean.Length; i++)
        {
            for (int k = 0; k < Rates.Parents; k++)
                mean[i] += steps[k][i] * Rates.Weights[k];
        }

        return mean;
    }

    /// <summary>Moves the mean and both paths and adapts the step size.</summary>
    /// <param name="meanStep">What the mean moves by, in step sizes.</param>
    /// <param name="whitened">The same in coordinates in which the distribution is round.</param>
    /// <returns>0 when the covariance's path stands still because the step size is about to grow, else 1.</returns>
    protected double Move(double[] meanStep, double[] whitened)
    {
        double stepGain = Math.Sqrt(Rates.StepPath * (2 - Rates.StepPath) * Rates.EffectiveParents);
        double square = 0;
        for (int i = 0; i < Dimensions; i++)
        {
            Mean[i] += Sigma * meanStep[i];
            StepPath[i] = (1 - Rates.StepPath) * StepPath[i] + stepGain * whitened[i];
            square += StepPath[i] * StepPath[i];
        }

        double norm = Math.Sqrt(square);
        Sigma = Math.Min(Sigma * Math.Exp(Rates.StepPath / Rates.Damping * (norm / Rates.ExpectedNorm - 1)), LargestSigma);
        double settled = norm / Math.Sqrt(1 - Math.Pow(1 - Rates.StepPath, 2 * (Generation + 1)));
        double moves = settled < (1.4 + 2.0 / (Dimensions + 1)) * Rates.ExpectedNorm ? 1 : 0;
        double gain = moves * Math.Sqrt(Rates.CovariancePath * (2 - Rates.CovariancePath) * Rates.EffectiveParents);
        for (int i = 0; i < Dimensions; i++)
            CovariancePath[i] = (1 - Rates.CovariancePath) * CovariancePath[i] + gain * meanStep[i];
        return moves;
    }

    /// <summary>What of the old covariance remains.</summary>
    protected double Remaining(double moves) =>
        1 + Rates.RankOne * ((1 - moves) * Rates.CovariancePath * (2 - Rates.CovariancePath)) - Rates.RankOne - Rates.RankMany * Rates.Weights.Sum();
}
