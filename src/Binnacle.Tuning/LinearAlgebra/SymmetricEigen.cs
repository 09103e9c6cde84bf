namespace Binnacle.Tuning.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations.</summary>
/// <param name="Values">The eigenvalues, ascending.</param>
/// <param name="Vectors">For each eigenvalue its eigenvector of length one, as a row.</param>
internal sealed record SymmetricEigen(double[] Values, double[][] Vectors)
{
    private const int MaxSweeps = 60;

    /// <param name="matrix">Rows of a symmetric matrix; not changed.</param>
    public static SymmetricEigen Of(double[][] matrix)
    {
        int n = matrix.Length;
        double[][] a = [.. matrix.Select(row => row.ToArray())], vectors = Identity(n);
        for (int sweep = 0; sweep < MaxSweeps && !IsDiagonal(a); sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                    Rotate(a, vectors, p, q);
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i][i])];
        return new SymmetricEigen([.. order.Select(i => a[i][i])], [.. order.Select(i => vectors[i])]);
    }

    public static double[][] Identity(int n)
    {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new double[n];
            rows[i][i] = 1;
        }

        return rows;
    }

    private static bool IsDiagonal(double[][] a)
    {
        for (int p = 0; p < a.Length; p++)
        {
            for (int q = p + 1; q < a.Length; q++)
            {
                if (Math.Abs(a[p][q]) > 1e-16 * Math.Sqrt(Math.Abs(a[p][p] * a[q][q])))
                    return false;
            }
        }

        return true;
    }

    // Makes a[p][q] zero. Vectors are kept as rows, so that both rotations run along memory.
    private static void Rotate(double[][] a, double[][] vectors, int p, int q)
    {
        double off = a[p][q];
        if (off == 0)
            return;
        double theta = (a[q][q] - a[p][p]) / (2 * off);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1), sine = tangent * cosine;
        a[p][p] -= tangent * off;
        a[q][q] += tangent * off;
        a[p][q] = a[q][p] = 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (i == p || i == q)
                continue;
            double ip = a[i][p], iq = a[i][q];
            a[i][p] = a[p][i] = cosine * ip - sine * iq;
            a[i][q] = a[q][i] = sine * ip + cosine * iq;
        }

        for (int i = 0; i < a.Length; i++)
        {
            double vp = vectors[p][i], vq = vectors[q][i];
            vectors[p][i] = cosine * vp - sine * vq;
            vectors[q][i] = sine * vp + cosine * vq;
        }
    }
}
