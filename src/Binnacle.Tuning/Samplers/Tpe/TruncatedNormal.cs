using System.Runtime.CompilerServices;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The normal distribution cut off at both ends, in the numerics of Optuna (which follow SciPy).</summary>
internal static class TruncatedNormal
{
    // From this many elements on, Optuna evaluates erf by its own polynomials.
    private const int LargeArray = 2000;
    private const double MachineEpsilon = 2.220446049250313e-16;

    private static readonly double SquareRootOfTwo = Math.Sqrt(2);
    private static readonly double LogRootTwoPi = Math.Log(Math.Sqrt(2 * Math.PI));
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);
    private static readonly double LogTwo = Math.Log(2);
    private static readonly double RootThreeOverPi = Math.Sqrt(3) / Math.PI;

    /// <summary>The normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Cdf(double a)
    {
        double x = a / SquareRootOfTwo;
        if (x < -1 / SquareRootOfTwo)
            return 0.5 * Libm.Erfc(-x);
        return x < 1 / SquareRootOfTwo ? 0.5 + 0.5 * Libm.Erf(x) : 1.0 - 0.5 * Libm.Erfc(x);
    }

    /// <summary>The logarithm of <see cref="Cdf"/>, exact far to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double LogCdf(double a)
    {
        if (a > 6)
            return -Cdf(-a);
        if (a > -20)
            return Math.Log(Cdf(a));
        // Optuna squares by the C library's pow, which is not always the rounded product.
        double square = Math.Pow(a, 2);
        return -0.5 * square - Math.Log(-a) - HalfLogTwoPi + Math.Log(AsymptoticSeries(1 / square));
    }

    /// <summary>log(exp(x) + exp(y)).</summary>
    public static double LogAddExp(double x, double y)
    {
        if (x == y)
            return x + LogTwo;
        double difference = x - y;
        if (difference > 0)
            return x + Libm.Log1p(Math.Exp(-difference));
        return difference <= 0 ? y + Libm.Log1p(Math.Exp(difference)) : difference;
    }

    /// <summary>The logarithm of the standard normal density.</summary>
    public static double LogDensity(double x) => -(x * x) / 2.0 - LogRootTwoPi;

    /// <summary>The logarithm of the probability of each interval from <paramref name="a"/> to <paramref name="b"/>.</summary>
    public static void LogMass(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> mass) =>
        LogMass(a, b, mass, IsLarge(CountCentral(a, b)));

    /// <summary>The logarithm of the probability of each interval, as in a batch that is large or not.</summary>
    public static void LogMass(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> mass, bool isLarge)
    {
        int i = 0;
        if (isLarge && CentralMass.IsSupported)
        {
            for (; i <= a.Length - CentralMass.Width; i += CentralMass.Width)
            {
                if (!CentralMass.TryLog(a[i..], b[i..], mass[i..]))
                    LogMassOneByOne(a.Slice(i, CentralMass.Width), b.Slice(i, CentralMass.Width), mass[i..], isLarge);
            }
        }

        LogMassOneByOne(a[i..], b[i..], mass[i..], isLarge);
    }

    /// <summary>True when so many intervals of a batch lie around 0 that erf is evaluated in the other way.</summary>
    public static bool IsLarge(int central) => central >= LargeArray;

    /// <summary>The logarithm of the probability of one interval of a batch.</summary>
    public static double LogMass(double a, double b, bool isLarge) =>
        IsCentral(a, b) ? LogCentralMass(a, b, isLarge) : b <= 0 ? LogLeftMass(a, b) : LogLeftMass(-b, -a);

    /// <summary>The logarithm of the probability of one interval.</summary>
    public static double LogMass(double a, double b) => LogMass(a, b, isLarge: false);

    /// <summary>The points below which the shares <paramref name="q"/> of the mass between <paramref name="a"/> and <paramref name="b"/> lie.</summary>
    /// <remarks>A batch is iterated until all of its elements have converged, so that elements influence each other in the last bits.</remarks>
    public static double[] Quantiles(ReadOnlySpan<double> q, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] mass = new double[q.Length];
        LogMass(a, b, mass);
        double[] x = new double[q.Length];
        List<int> left = [], right = [];
        for (int i = 0; i < q.Length; i++)
        {
            if (a[i] == b[i])
                x[i] = double.NaN;
            else if (q[i] == 0)
                x[i] = a[i];
            else if (q[i] == 1)
                x[i] = b[i];
            else
                (a[i] < 0 ? left : right).Add(i);
        }

        double[] logs = new double[left.Count];
        for (int j = 0; j < logs.Length; j++)
            logs[j] = LogAddExp(LogCdf(a[left[j]]), Math.Log(q[left[j]]) + mass[left[j]]);
        InverseLogCdf(logs);
        for (int j = 0; j < logs.Length; j++)
            x[left[j]] = logs[j];

        logs = new double[right.Count];
        for (int j = 0; j < logs.Length; j++)
            logs[j] = LogAddExp(LogCdf(-b[right[j]]), Libm.Log1p(-q[right[j]]) + mass[right[j]]);
        InverseLogCdf(logs);
        for (int j = 0; j < logs.Length; j++)
            x[right[j]] = -logs[j];
        return x;
    }

    /// <summary>Replaces each logarithm of a probability by the point where <see cref="LogCdf"/> has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InverseLogCdf(Span<double> y)
    {
        double[] z = new double[y.Length];
        bool[] flipped = new bool[y.Length];
        for (int i = 0; i < z.Length; i++)
        {
            flipped[i] = y[i] > -1e-2;
            z[i] = flipped[i] ? Math.Log(-Libm.Expm1(y[i])) : y[i];
            y[i] = z[i] < -5 ? -Math.Sqrt(-2.0 * (z[i] + LogRootTwoPi)) : -RootThreeOverPi * Math.Log(Libm.Expm1(-z[i]));
        }

        bool converged = false;
        for (int iteration = 0; iteration < 100 && !converged; iteration++)
        {
            converged = true;
            for (int i = 0; i < z.Length; i++)
            {
                double logCdf = LogCdf(y[i]);
                double logDensity = -0.5 * (y[i] * y[i]) - LogRootTwoPi;
                double change = (logCdf - z[i]) * Math.Exp(logCdf - logDensity);
                y[i] -= change;
                converged &= Math.Abs(change) < 1e-8 * Math.Abs(y[i]);
            }
        }

        for (int i = 0; i < z.Length; i++)
        {
            if (flipped[i])
                y[i] = -y[i];
        }
    }

    private static int CountCentral(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int central = 0;
        for (int i = 0; i < a.Length; i++)
            central += IsCentral(a[i], b[i]) ? 1 : 0;
        return central;
    }

    private static void LogMassOneByOne(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> mass, bool isLarge)
    {
        for (int i = 0; i < a.Length; i++)
            mass[i] = LogMass(a[i], b[i], isLarge);
    }

    /// <summary>True when the interval lies around 0.</summary>
    public static bool IsCentral(double a, double b) => !(b <= 0) && !(a > 0);

    private static double LogLeftMass(double a, double b)
    {
        double upper = LogCdf(b);
        return upper + Libm.Log1p(-Math.Exp(LogCdf(a) - upper));
    }

    private static double LogCentralMass(double a, double b, bool large) => Libm.Log1p(-CentralCdf(a, large) - CentralCdf(-b, large));

    private static double CentralCdf(double a, bool large)
    {
        double x = a / SquareRootOfTwo;
        return 0.5 + 0.5 * (large ? Libm.ErfByHorner(x) : Libm.Erf(x));
    }

    // 1 - 1/a^2 + 3/a^4 - ... until a term changes nothing.
    private static double AsymptoticSeries(double inverseSquare)
    {
        double sum = 1, last = 0, numerator = 1, factor = 1;
        int sign = 1;
        for (int i = 1; Math.Abs(last - sum) > MachineEpsilon; i++)
        {
            last = sum;
            sign = -sign;
            factor *= inverseSquare;
            numerator *= 2 * i - 1;
            sum += sign * numerator * factor;
        }

        return sum;
    }
}
