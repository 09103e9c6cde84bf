using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The sum of very many normal kernels of one width at a few points, without an exponential for each pair.</summary>
/// <remarks>
/// The fast Gauss transform (Greengard and Strain, 1991) in one dimension. Kernels within a cell, half a width wide, are replaced by a
/// Taylor series around its middle: with u and v the distances of point and kernel from the middle, in widths, exp(-(u-v)²/2) is
/// exp(-u²/2) exp(-v²/2) Σ (uv)^j / j!. At |v| up to 1/4 and |u| up to <see cref="Reach"/>, so many terms leave less than 1e-10 of it.
/// </remarks>
internal sealed class GaussTransform
{
    /// <summary>Kernels farther away than so many widths are taken for 0: they are below 2.6e-18 of their height.</summary>
    public const double Reach = 9.25;

    /// <summary>What a kernel may lose at most of its height where it is taken for 0.</summary>
    public const double LostBeyondReach = 2.6e-18;

    private const int Terms = 20;
    private const int CellsPerWidth = 2;

    private static readonly double[] InverseFactorials = Inverse();

    private double[] _series = [];
    private double[] _middles = [];
    private int _cells;
    private double _inverseWidth;

    /// <summary>Takes in the kernels.</summary>
    /// <param name="low">The lower end of the range in which the kernels lie.</param>
    /// <param name="width">The width of every kernel.</param>
    /// <param name="means">Their places, ascending.</param>
    /// <param name="heights">The density of each at its place.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(double low, double width, ReadOnlySpan<double> means, ReadOnlySpan<double> heights)
    {
        _inverseWidth = 1 / width;
        _cells = 0;
        double cellsPerUnit = CellsPerWidth / width;
        for (int i = 0; i < means.Length; _cells++)
        {
            MakeRoom();
            double cell = Math.Floor((means[i] - low) * cellsPerUnit);
            int end = i + 1;
            while (end < means.Length && Math.Floor((means[end] - low) * cellsPerUnit) == cell)
                end++;
            double middle = _middles[_cells] = low + (cell + 0.5) / cellsPerUnit;
            SetSeries(_series.AsSpan(_cells * Terms, Terms), middle, means[i..end], heights[i..end]);
            i = end;
        }
    }

    /// <summary>Adds the sum of the kernels at each point to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTo(ReadOnlySpan<Vector256<double>> points, Span<Vector256<double>> sums)
    {
        Vector256<double> inverse = Vector256.Create(_inverseWidth), reach = Vector256.Create(Reach);
        for (int cell = 0; cell < _cells; cell++)
        {
            Vector256<double> middle = Vector256.Create(_middles[cell]);
            ref double series = ref _series[cell * Terms];
            for (int i = 0; i < points.Length; i++)
            {
                Vector256<double> u = (points[i] - middle) * inverse, isNear = Vector256.LessThan(Vector256.Abs(u), reach);
                if (isNear.ExtractMostSignificantBits() == 0)
                    continue;
                Vector256<double> sum = Vector256.Create(Unsafe.Add(ref series, Terms - 1));
                for (int j = Terms - 2; j >= 0; j--)
                    sum = Vector256.MultiplyAddEstimate(sum, u, Vector256.Create(Unsafe.Add(ref series, j)));
                sums[i] += sum * Exponential.Of(u * u * Vector256.Create(-0.5)) & isNear;
            }
        }
    }

    // The sums of height * exp(-v*v/2) * v^j / j!.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetSeries(Span<double> series, double middle, ReadOnlySpan<double> means, ReadOnlySpan<double> heights)
    {
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        for (int i = 0; i < means.Length; i++)
        {
            double v = (means[i] - middle) * _inverseWidth, square = v * v;
            Vector256<double> power = Vector256.Create(1, v, square, square * v) * Vector256.Create(heights[i] * ExpNearZero(-0.5 * square));
            Vector256<double> four = Vector256.Create(square * square);
            s0 += power;
            s1 += power *= four;
            s2 += power *= four;
            s3 += power *= four;
            s4 += power * four;
        }

        ref double first = ref MemoryMarshal.GetReference(series), factors = ref InverseFactorials[0];
        (s0 * Vector256.LoadUnsafe(ref factors)).StoreUnsafe(ref first);
        (s1 * Vector256.LoadUnsafe(ref factors, 4)).StoreUnsafe(ref first, 4);
        (s2 * Vector256.LoadUnsafe(ref factors, 8)).StoreUnsafe(ref first, 8);
        (s3 * Vector256.LoadUnsafe(ref factors, 12)).StoreUnsafe(ref first, 12);
        (s4 * Vector256.LoadUnsafe(ref factors, 16)).StoreUnsafe(ref first, 16);
    }

    // For arguments between -1/32 and 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpNearZero(double z) =>
        1 + z * (1 + z * (1.0 / 2 + z * (1.0 / 6 + z * (1.0 / 24 + z * (1.0 / 120 + z * (1.0 / 720 + z * (1.0 / 5040)))))));

    private void MakeRoom()
    {
        if (_cells < _middles.Length)
            return;
        Array.Resize(ref _middles, Math.Max(64, 2 * _cells));
        Array.Resize(ref _series, _middles.Length * Terms);
    }

    private static double[] Inverse()
    {
        double[] inverse = new double[Terms];
        inverse[0] = 1;
        for (int j = 1; j < Terms; j++)
            inverse[j] = inverse[j - 1] / j;
        return inverse;
    }
}
