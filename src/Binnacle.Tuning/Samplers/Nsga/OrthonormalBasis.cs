namespace Binnacle.Tuning;

/// <summary>Completes a direction to an orthonormal basis by Householder reflections, with the signs of LAPACK's QR decomposition.</summary>
internal static class OrthonormalBasis
{
    /// <summary>The columns of Q for the matrix whose first column is <paramref name="direction"/> and whose others are those of the identity.</summary>
    public static double[][] Of(double[] direction)
    {
        int n = direction.Length;
        double[][] columns = [.. Enumerable.Range(0, n).Select(j => Unit(n, j))];
        if (direction.Any(coordinate => coordinate != 0))
            columns[0] = [.. direction];
        List<(double[] Vector, double Tau)> reflections = [];
        for (int k = 0; k < n - 1; k++)
        {
            var reflection = Reflection(columns[k], k);
            for (int j = k + 1; j < n; j++)
                Apply(reflection, columns[j]);
            reflections.Add(reflection);
        }

        double[][] basis = [.. Enumerable.Range(0, n).Select(j => Unit(n, j))];
        for (int k = reflections.Count - 1; k >= 0; k--)
        {
            foreach (double[] column in basis)
                Apply(reflections[k], column);
        }

        return basis;
    }

    private static double[] Unit(int n, int index)
    {
        double[] unit = new double[n];
        unit[index] = 1;
        return unit;
    }

    // Maps the part of the column from k on to a multiple of the k-th unit vector; nothing to do when it is one already.
    private static (double[] Vector, double Tau) Reflection(double[] column, int k)
    {
        double tail = Math.Sqrt(column.Skip(k + 1).Sum(coordinate => coordinate * coordinate));
        double[] vector = new double[column.Length];
        if (tail == 0)
            return (vector, 0);
        double length = -Math.CopySign(Math.Sqrt(column[k] * column[k] + tail * tail), column[k]);
        vector[k] = 1;
        for (int i = k + 1; i < vector.Length; i++)
            vector[i] = column[i] / (column[k] - length);
        return (vector, (length - column[k]) / length);
    }

    private static void Apply((double[] Vector, double Tau) reflection, double[] column)
    {
        double product = 0;
        for (int i = 0; i < column.Length; i++)
            product += reflection.Vector[i] * column[i];
        for (int i = 0; i < column.Length; i++)
            column[i] -= reflection.Tau * product * reflection.Vector[i];
    }
}
