namespace Binnacle.Tuning;

/// <summary>Brings objectives to one scale: the ideal point becomes zero, the plane through the extreme points meets each axis at one.</summary>
internal static class ObjectiveScale
{
    // How far infinite values are put beyond the finite ones, in widths of these.
    private const double BeyondFinite = 3;
    private const double OtherAxes = 1e6;
    private const double MachineEpsilon = 2.220446049250313e-16;

    public static double[][] Normalise(double[][] values)
    {
        int objectives = values[0].Length;
        for (int m = 0; m < objectives; m++)
            MakeFinite(values, m);
        for (int m = 0; m < objectives; m++)
        {
            double ideal = values.Min(point => point[m]);
            foreach (double[] point in values)
                point[m] -= ideal;
        }

        double[][] extremes = [.. Enumerable.Range(0, objectives).Select(axis => values.MinBy(point => Achievement(point, axis))!)];
        double[] scale = SolveForOnes(extremes) ?? [.. Enumerable.Range(0, objectives).Select(m => 1 / values.Max(point => point[m]))];
        foreach (double[] point in values)
        {
            for (int m = 0; m < objectives; m++)
                point[m] *= double.IsFinite(scale[m]) ? scale[m] : 1;
        }

        return values;
    }

    private static void MakeFinite(double[][] values, int m)
    {
        double[] finite = [.. values.Select(point => point[m]).Where(double.IsFinite)];
        if (finite.Length == values.Length || finite.Length == 0)
            return;
        double margin = BeyondFinite * (finite.Max() - finite.Min());
        foreach (double[] point in values)
        {
            if (double.IsPositiveInfinity(point[m]))
                point[m] = finite.Max() + margin;
            else if (double.IsNegativeInfinity(point[m]))
                point[m] = finite.Min() - margin;
        }
    }

    private static double Achievement(double[] point, int axis)
    {
        double largest = double.NegativeInfinity;
        for (int m = 0; m < point.Length; m++)
            largest = Math.Max(largest, point[m] * (m == axis ? 1 : OtherAxes));
        return largest;
    }

    // Null when the rows depend on each other.
    private static double[]? SolveForOnes(double[][] rows)
    {
        int n = rows.Length;
        double[] singular = SingularValues(rows);
        if (!singular.All(double.IsFinite) || singular.Min() <= singular.Max() * n * MachineEpsilon)
            return null;
        double[][] a = [.. rows.Select(row => (double[])[.. row, 1])];
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(row => Math.Abs(a[row][k]));
            (a[k], a[pivot]) = (a[pivot], a[k]);
            for (int row = k + 1; row < n; row++)
            {
                double factor = a[row][k] / a[k][k];
                for (int column = k; column <= n; column++)
                    a[row][column] -= factor * a[k][column];
            }
        }

        double[] solution = new double[n];
        for (int k = n - 1; k >= 0; k--)
        {
            double sum = a[k][n];
            for (int column = k + 1; column < n; column++)
                sum -= a[k][column] * solution[column];
            solution[k] = sum / a[k][k];
        }

        return solution;
    }

    // One-sided Jacobi: rows are turned pairwise until they are orthogonal; their lengths are the singular values.
    private static double[] SingularValues(double[][] rows)
    {
        double[][] a = [.. rows.Select(row => row.ToArray())];
        for (int sweep = 0; sweep < 60; sweep++)
        {
            bool turned = false;
            for (int i = 0; i < a.Length; i++)
            {
                for (int j = i + 1; j < a.Length; j++)
                    turned |= Turn(a[i], a[j]);
            }

            if (!turned)
                break;
        }

        return [.. a.Select(row => Math.Sqrt(Dot(row, row)))];
    }

    private static bool Turn(double[] first, double[] second)
    {
        double alpha = Dot(first, first), beta = Dot(second, second), gamma = Dot(first, second);
        if (!(Math.Abs(gamma) > 1e-15 * Math.Sqrt(alpha * beta)))
            return false;
        double zeta = (beta - alpha) / (2 * gamma);
        double tangent = Math.CopySign(1, zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.Sqrt(1 + tangent * tangent), sine = cosine * tangent;
        for (int i = 0; i < first.Length; i++)
            (first[i], second[i]) = (cosine * first[i] - sine * second[i], sine * first[i] + cosine * second[i]);
        return true;
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
