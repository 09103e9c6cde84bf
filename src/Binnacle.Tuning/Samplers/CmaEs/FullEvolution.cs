using Binnacle.Tuning.LinearAlgebra;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.CmaEs;

/// <summary>CMA-ES with a whole covariance matrix and active adaptation: bad points shrink it in their direction.</summary>
internal class FullEvolution : Evolution
{
    private const double SmallestVariance = 1e-8;

    private readonly LearningRates? _learning;
    private double[][] _axes = [];
    private double[] _lengths = [];

    /// <param name="rates">The strategy parameters.</param>
    /// <param name="mean">Where it begins.</param>
    /// <param name="sigma">The first step size.</param>
    /// <param name="covariance">The first covariance, rows; null for the identity.</param>
    /// <param name="adaptsLearning">Adapt the learning rates to noise.</param>
    public FullEvolution(CmaRates rates, double[] mean, double sigma, double[][]? covariance = null, bool adaptsLearning = false)
        : base(rates, mean, sigma)
    {
        Covariance = covariance ?? SymmetricEigen.Identity(mean.Length);
        _learning = adaptsLearning ? new LearningRates(mean.Length) : null;
    }

    protected double[][] Covariance { get; private set; }

    public override Dictionary<string, object?> Write()
    {
        var state = base.Write();
        state["covariance"] = Covariance.SelectMany((row, i) => row[i..]).ToArray();
        _learning?.Write(state);
        return state;
    }

    public override void Read(IReadOnlyDictionary<string, object?> state)
    {
        base.Read(state);
        double[] upper = Vector(state, "covariance", Dimensions * (Dimensions + 1) / 2);
        for (int i = 0, next = 0; i < Dimensions; i++)
        {
            for (int j = i; j < Dimensions; j++)
                Covariance[i][j] = Covariance[j][i] = upper[next++];
        }

        _learning?.Read(key => Vector(state, key, LearningRates.LengthOf(key, Dimensions)));
        _axes = [];
    }

    protected override double[] Sample(RandomState random)
    {
        Decompose();
        double[] point = new double[Dimensions];
        for (int k = 0; k < Dimensions; k++)
        {
            double along = _lengths[k] * random.Normal();
            for (int i = 0; i < point.Length; i++)
                point[i] += _axes[k][i] * along;
        }

        for (int i = 0; i < point.Length; i++)
            point[i] = Mean[i] + Sigma * point[i];
        return point;
    }

    protected override void Update(double[][] points)
    {
        Decompose();
        double[] oldMean = [.. Mean];
        double oldSigma = Sigma;
        double[][] steps = Steps(points);
        double[] meanStep = MeanStep(steps);
        double moves = Move(meanStep, Whiten(meanStep));
        double[][] old = Covariance;
        Covariance = Adapted(steps, Remaining(moves));
        if (_learning is not null)
            (Mean, Sigma, Covariance) = _learning.Damp((oldMean, oldSigma, old), (Mean, Sigma, Covariance), Whiten);
        _axes = [];
    }

    private double[][] Adapted(double[][] steps, double remaining)
    {
        double[] weights = new double[steps.Length];
        for (int k = 0; k < steps.Length; k++)
        {
            double[] whitened = Rates.Weights[k] >= 0 ? [] : Whiten(steps[k]);
            weights[k] = Rates.Weights[k] * (Rates.Weights[k] >= 0 ? 1 : Dimensions / (whitened.Sum(x => x * x) + SmallestVariance));
        }

        double[][] adapted = SymmetricEigen.Identity(Dimensions);
        for (int i = 0; i < Dimensions; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double ofPoints = 0;
                for (int k = 0; k < steps.Length; k++)
                    ofPoints += weights[k] * (steps[k][i] * steps[k][j]);
                adapted[i][j] = adapted[j][i] = remaining * Covariance[i][j]
                    + Rates.RankOne * (CovariancePath[i] * CovariancePath[j]) + Rates.RankMany * ofPoints;
            }
        }

        return adapted;
    }

    // The vector in coordinates in which the distribution before the update is round.
    private double[] Whiten(double[] vector)
    {
        double[] whitened = new double[vector.Length];
        for (int k = 0; k < _axes.Length; k++)
        {
            double along = 0;
            for (int i = 0; i < vector.Length; i++)
                along += _axes[k][i] * vector[i];
            along /= _lengths[k];
            for (int i = 0; i < vector.Length; i++)
                whitened[i] += _axes[k][i] * along;
        }

        return whitened;
    }

    private void Decompose()
    {
        if (_axes.Length > 0)
            return;
        SymmetricEigen eigen = SymmetricEigen.Of(Covariance);
        _axes = eigen.Vectors;
        _lengths = [.. eigen.Values.Select(value => Math.Sqrt(value < 0 ? SmallestVariance : value))];
    }
}
