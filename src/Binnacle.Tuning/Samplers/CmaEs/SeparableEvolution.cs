using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.CmaEs;

/// <summary>CMA-ES with a diagonal covariance matrix: fewer things to learn, faster on separable functions.</summary>
internal sealed class SeparableEvolution : Evolution
{
    private const double SmallestVariance = 1e-8;

    private double[] _variances;

    public SeparableEvolution(CmaRates rates, double[] mean, double sigma)
        : base(rates, mean, sigma)
    {
        _variances = new double[mean.Length];
        Array.Fill(_variances, 1);
    }

    public override Dictionary<string, object?> Write()
    {
        var state = base.Write();
        state["variances"] = _variances;
        return state;
    }

    public override void Read(IReadOnlyDictionary<string, object?> state)
    {
        base.Read(state);
        _variances = Vector(state, "variances", Dimensions);
    }

    protected override double[] Sample(RandomState random)
    {
        double[] point = new double[Dimensions];
        for (int i = 0; i < point.Length; i++)
            point[i] = Mean[i] + Sigma * (Deviation(i) * random.Normal());
        return point;
    }

    protected override void Update(double[][] points)
    {
        double[][] steps = Steps(points);
        double[] meanStep = MeanStep(steps);
        double moves = Move(meanStep, [.. meanStep.Select((step, i) => step / Deviation(i))]);
        double remaining = Remaining(moves);
        for (int i = 0; i < Dimensions; i++)
        {
            double ofPoints = 0;
            for (int k = 0; k < Rates.Parents; k++)
                ofPoints += Rates.Weights[k] * (steps[k][i] * steps[k][i]);
            _variances[i] = remaining * _variances[i] + Rates.RankOne * (CovariancePath[i] * CovariancePath[i]) + Rates.RankMany * ofPoints;
        }
    }

    private double Deviation(int i) => Math.Sqrt(_variances[i] < 0 ? SmallestVariance : _variances[i]);
}
