using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.CmaEs;

/// <summary>CMA-ES with margin: a discrete parameter keeps a chance to leave its present value.</summary>
/// <remarks>R. Hamano, S. Saito, M. Nomura, S. Shirakawa, "CMA-ES with Margin" (2022).</remarks>
internal sealed class MarginEvolution : FullEvolution
{
    private readonly double _margin;
    private readonly int[] _continuous;
    private readonly (int Index, double[] Values, double[] Limits)[] _discrete;
    private double[] _scales;

    /// <param name="rates">The strategy parameters.</param>
    /// <param name="mean">Where it begins.</param>
    /// <param name="sigma">The first step size.</param>
    /// <param name="covariance">The first covariance; null for the identity.</param>
    /// <param name="steps">For each parameter the distance of its values in the unit interval; 0 for a continuous one.</param>
    public MarginEvolution(CmaRates rates, double[] mean, double sigma, double[][]? covariance, double[] steps)
        : base(rates, mean, sigma, covariance)
    {
        _margin = 1.0 / (mean.Length * rates.PopulationSize);
        _continuous = [.. Enumerable.Range(0, steps.Length).Where(i => steps[i] <= 0)];
        _discrete = [.. Enumerable.Range(0, steps.Length).Where(i => steps[i] > 0).Select(i => (i, Grid(steps[i]), Limits(Grid(steps[i]))))];
        _scales = new double[mean.Length];
        Array.Fill(_scales, 1);
    }

    public override (double[] Point, double[] ToTell) Ask(RandomState random)
    {
        double[] drawn = Draw(random, _continuous), point = [.. drawn];
        foreach (var (i, values, limits) in _discrete)
            point[i] = values[CellOf(limits, (drawn[i] - Mean[i]) * _scales[i] + Mean[i])];
        return (point, drawn);
    }

    public override Dictionary<string, object?> Write()
    {
        var state = base.Write();
        state["scales"] = _scales;
        return state;
    }

    public override void Read(IReadOnlyDictionary<string, object?> state)
    {
        base.Read(state);
        _scales = Vector(state, "scales", Dimensions);
    }

    protected override void Update(double[][] points)
    {
        base.Update(points);
        foreach (var (i, _, limits) in _discrete)
            CorrectMargin(i, limits);
    }

    // Moves mean and scale so that the cells on both sides of the mean's cell keep a probability of at least half the margin.
    private void CorrectMargin(int i, double[] limits)
    {
        int cell = CellOf(limits, Mean[i]);
        double low = limits[Math.Max(cell - 1, 0)], high = limits[Math.Min(cell, limits.Length - 1)];
        double deviation = Math.Sqrt(Covariance[i][i]), spread = Sigma * _scales[i] * deviation;
        double below = Below(low, Mean[i], spread), above = 1 - Below(high, Mean[i], spread), inside = 1 - (below + above);
        if (Math.Max(below, above) > 0.5)
        {
            if (Math.Min(below, above) < _margin)
                Mean[i] = high + Math.Sign(Mean[i] - high) * Sigma * _scales[i] * Math.Sqrt(ChiSquareQuantile(1 - 2 * _margin) * Covariance[i][i]);
            return;
        }

        double half = _margin / 2;
        below = Math.Max(below, half);
        above = Math.Max(above, half);
        double rest = 1 - below - above - inside, total = below + inside + above - 3 * half;
        double chiBelow = Math.Sqrt(ChiSquareQuantile(1 - 2 * Math.Clamp(below + rest * (below - half) / total, 1e-10, 0.5 - 1e-10)));
        double chiAbove = Math.Sqrt(ChiSquareQuantile(1 - 2 * Math.Clamp(above + rest * (above - half) / total, 1e-10, 0.5 - 1e-10)));
        _scales[i] = (high - low) / ((chiBelow + chiAbove) * Sigma * deviation);
        Mean[i] = (low * chiAbove + high * chiBelow) / (chiBelow + chiAbove);
    }

    private static double[] Grid(double step)
    {
        double[] values = new double[(int)Math.Ceiling((1 + step / 2) / step)];
        for (int k = 0; k < values.Length; k++)
            values[k] = k * step;
        return values;
    }

    private static double[] Limits(double[] values) => [.. values.Skip(1).Zip(values, (right, left) => (right + left) / 2)];

    private static int CellOf(double[] limits, double place)
    {
        int cell = 0;
        while (cell < limits.Length && limits[cell] < place)
            cell++;
        return cell;
    }

    private static double Below(double place, double mean, double spread)
    {
        double x = (place - mean) / spread / Math.Sqrt(2), z = Math.Abs(x);
        if (z < 1 / Math.Sqrt(2))
            return 0.5 + 0.5 * Libm.Erf(x);
        double tail = 0.5 * Libm.Erfc(z);
        return x > 0 ? 1 - tail : tail;
    }

    // With one degree of freedom the distribution function is erf(sqrt(x / 2)); it is inverted by bisection.
    private static double ChiSquareQuantile(double probability)
    {
        if (probability is <= 0 or >= 1)
            return probability <= 0 ? 0 : double.PositiveInfinity;
        double low = 0, high = 100;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2, root = Math.Sqrt(middle / 2);
            bool isBelow = probability < 0.9 ? Libm.Erf(root) < probability : Libm.Erfc(root) > 1 - probability;
            (low, high) = isBelow ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
