using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Draws a child around the middle of two parents, normally distributed; a third parent tells how far across.</summary>
public sealed class UndxCrossover : Crossover
{
    private readonly double _sigmaAlong;
    private readonly double? _sigmaAcross;

    /// <param name="sigmaXi">Spread along the line of the first two parents. Default: 0.5.</param>
    /// <param name="sigmaEta">Spread across it; null for 0.35 over the square root of the number of parameters.</param>
    public UndxCrossover(double sigmaXi = 0.5, double? sigmaEta = null) => (_sigmaAlong, _sigmaAcross) = (sigmaXi, sigmaEta);

    /// <inheritdoc/>
    public override int ParentCount => 3;

    internal override double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random)
    {
        int n = bounds.Length;
        double across = _sigmaAcross ?? 0.35 / Math.Sqrt(n);
        double[] etas = new double[n];
        for (int i = 0; i < n; i++)
            etas[i] = across * across * random.Normal();
        double xi = _sigmaAlong * _sigmaAlong * random.Normal();

        double[] line = Direction(parents[0], parents[1]);
        double[][] basis = OrthonormalBasis.Of(line);
        double distance = DistanceFromLine(parents, line);
        double[] child = new double[n];
        for (int i = 0; i < n; i++)
        {
            double offset = 0;
            for (int k = 1; k < n; k++)
                offset += etas[k - 1] * basis[k][i];
            child[i] = (parents[0][i] + parents[1][i]) / 2 + xi * (parents[0][i] - parents[1][i]) + offset * distance;
        }

        return child;
    }

    private static double[] Direction(double[] from, double[] to)
    {
        double[] direction = [.. to.Zip(from, (end, begin) => end - begin)];
        double length = Math.Max(Math.Sqrt(Dot(direction, direction)), 1e-10);
        return [.. direction.Select(coordinate => coordinate / length)];
    }

    private static double DistanceFromLine(double[][] parents, double[] line)
    {
        double[] third = [.. parents[2].Zip(parents[0], (end, begin) => end - begin)];
        double along = Dot(third, line);
        double[] rest = [.. third.Zip(line, (coordinate, unit) => coordinate - along * unit)];
        return Math.Sqrt(Dot(rest, rest));
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
