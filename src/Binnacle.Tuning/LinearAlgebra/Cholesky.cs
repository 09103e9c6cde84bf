using System.Numerics.Tensors;

namespace Binnacle.Tuning.LinearAlgebra;

/// <summary>The Cholesky factor L of a symmetric positive definite matrix, and its inverse.</summary>
internal sealed class Cholesky
{
    private readonly double[][] _inverseColumns;

    private Cholesky(double[][] lower)
    {
        _inverseColumns = InverseColumns(lower);
        LogDeterminant = 2 * lower.Select((row, i) => Math.Log(row[i])).Sum();
    }

    /// <summary>The logarithm of the matrix's determinant.</summary>
    public double LogDeterminant { get; }

    /// <summary>Decomposes a matrix of which only the lower half is read; null when it is not positive definite.</summary>
    public static Cholesky? Of(double[][] matrix)
    {
        double[][] lower = new double[matrix.Length][];
        for (int i = 0; i < lower.Length; i++)
        {
            double[] row = lower[i] = new double[i + 1];
            for (int j = 0; j < i; j++)
                row[j] = (matrix[i][j] - TensorPrimitives.Dot<double>(row.AsSpan(0, j), lower[j].AsSpan(0, j))) / lower[j][j];
            double rest = matrix[i][i] - TensorPrimitives.Dot<double>(row.AsSpan(0, i), row.AsSpan(0, i));
            if (!(rest > 0))
                return null;
            row[i] = Math.Sqrt(rest);
        }

        return new Cholesky(lower);
    }

    /// <summary>The inverse of L times a vector: its squared length is the vector's in the metric of the inverse matrix.</summary>
    public double[] Whiten(ReadOnlySpan<double> vector)
    {
        double[] whitened = new double[vector.Length];
        for (int j = 0; j < vector.Length; j++)
            TensorPrimitives.MultiplyAdd(_inverseColumns[j].AsSpan(j), vector[j], whitened.AsSpan(j), whitened.AsSpan(j));
        return whitened;
    }

    /// <summary>The transposed inverse of L times a vector; after <see cref="Whiten"/>, the solution of the matrix's equations.</summary>
    public double[] WhitenBack(ReadOnlySpan<double> vector)
    {
        double[] solution = new double[vector.Length];
        for (int j = 0; j < vector.Length; j++)
            solution[j] = TensorPrimitives.Dot<double>(_inverseColumns[j].AsSpan(j), vector[j..]);
        return solution;
    }

    /// <summary>An element of the matrix's inverse.</summary>
    public double Inverse(int i, int j)
    {
        int from = Math.Max(i, j);
        return TensorPrimitives.Dot<double>(_inverseColumns[i].AsSpan(from), _inverseColumns[j].AsSpan(from));
    }

    // Column j of the inverse of L, from its j-th element on, found by forward substitution.
    private static double[][] InverseColumns(double[][] lower)
    {
        int n = lower.Length;
        double[][] columns = new double[n][];
        for (int j = 0; j < n; j++)
        {
            double[] column = columns[j] = new double[n];
            column[j] = 1 / lower[j][j];
            for (int i = j + 1; i < n; i++)
                column[i] = -TensorPrimitives.Dot<double>(lower[i].AsSpan(j, i - j), column.AsSpan(j, i - j)) / lower[i][i];
        }

        return columns;
    }
}
