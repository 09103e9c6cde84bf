using Binnacle.Tuning.LinearAlgebra;

namespace Binnacle.Tuning.CmaEs;

/// <summary>Adapts how far mean and covariance follow a generation, so that the signal in their moves stands out of the noise.</summary>
/// <remarks>M. Nomura, Y. Akimoto, I. Ono, "CMA-ES with Learning Rate Adaptation" (2023).</remarks>
internal sealed class LearningRates(int dimensions)
{
    private const double Target = 1.4;
    private const double Speed = 0.1;
    private const double LargestSigma = 1e32;

    private readonly Rate _mean = new("mean", 0.1, dimensions);
    private readonly Rate _covariance = new("covariance", 0.03, dimensions * dimensions);

    public static int LengthOf(string key, int dimensions) => key switch
    {
        "learning_mean_path" => dimensions,
        "learning_covariance_path" => dimensions * dimensions,
        _ => 2,
    };

    public void Write(Dictionary<string, object?> state)
    {
        _mean.Write(state);
        _covariance.Write(state);
    }

    public void Read(Func<string, double[]> vector)
    {
        _mean.Read(vector);
        _covariance.Read(vector);
    }

    /// <summary>The distribution between the old and the new one.</summary>
    /// <param name="old">Mean, step size and covariance before.</param>
    /// <param name="updated">The same after the usual update.</param>
    /// <param name="whiten">Maps a vector by the inverse root of the old covariance.</param>
    public (double[] Mean, double Sigma, double[][] Covariance) Damp(
        (double[] Mean, double Sigma, double[][] Covariance) old,
        (double[] Mean, double Sigma, double[][] Covariance) updated,
        Func<double[], double[]> whiten)
    {
        double[] move = [.. updated.Mean.Zip(old.Mean, (after, before) => after - before)];
        double[][] before = Scaled(old.Covariance, old.Sigma * old.Sigma);
        double[][] change = [.. Scaled(updated.Covariance, updated.Sigma * updated.Sigma).Select((row, i) => row.Select((x, j) => x - before[i][j]).ToArray())];

        double meanBefore = _mean.Value;
        _mean.Follow([.. whiten(move).Select(x => x / old.Sigma)]);
        double[][] half = [.. change.Select(whiten)];
        _covariance.Follow([.. Transposed(half).SelectMany(whiten).Select(x => x / (old.Sigma * old.Sigma) / Math.Sqrt(2))]);

        double[][] damped = [.. before.Select((row, i) => row.Select((x, j) => x + _covariance.Value * change[i][j]).ToArray())];
        double logDeterminant = SymmetricEigen.Of(damped).Values.Sum(Math.Log);
        double sigma = Math.Min(Math.Exp(logDeterminant / 2.0 / dimensions), LargestSigma);
        return (
            [.. old.Mean.Select((x, i) => x + _mean.Value * move[i])],
            sigma * meanBefore / _mean.Value,
            Scaled(damped, 1 / (sigma * sigma)));
    }

    private static double[][] Scaled(double[][] rows, double factor) => [.. rows.Select(row => row.Select(x => x * factor).ToArray())];

    private static double[][] Transposed(double[][] rows) => [.. rows.Select((_, i) => rows.Select(row => row[i]).ToArray())];

    // A learning rate, with the moving averages of the moves and of their squared lengths.
    private sealed class Rate(string name, double forgetting, int length)
    {
        private double[] _path = new double[length];
        private double _square;

        public double Value { get; private set; } = 1;

        public void Follow(double[] move)
        {
            double square = 0, ofMove = 0;
            for (int i = 0; i < move.Length; i++)
            {
                _path[i] = (1 - forgetting) * _path[i] + forgetting * move[i];
                square += _path[i] * _path[i];
                ofMove += move[i] * move[i];
            }

            _square = (1 - forgetting) * _square + forgetting * ofMove;
            double signal = (square - forgetting / (2 - forgetting) * _square) / (_square - square);
            double relative = Math.Clamp(signal / Target / Value - 1, -1, 1);
            Value = Math.Min(Value * Math.Exp(Math.Min(Speed * Value, forgetting) * relative), 1);
        }

        public void Write(Dictionary<string, object?> state)
        {
            state[$"learning_{name}_path"] = _path;
            state[$"learning_{name}"] = new[] { _square, Value };
        }

        public void Read(Func<string, double[]> vector)
        {
            _path = vector($"learning_{name}_path");
            double[] scalars = vector($"learning_{name}");
            (_square, Value) = (scalars[0], scalars[1]);
        }
    }
}
