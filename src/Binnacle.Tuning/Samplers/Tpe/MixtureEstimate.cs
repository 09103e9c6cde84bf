using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>Estimates the log density of a mixture of very many kernels, with a bound for the error.</summary>
/// <remarks>
/// Of many kernels nearly all have the narrowest width: wider ones have a gap beside them, and a range has room for few gaps. The
/// narrowest are added up by a <see cref="GaussTransform"/>, the others one by one.
/// </remarks>
internal sealed class MixtureEstimate
{
    // Series and rounding; measured, it is below 1e-13.
    private const double RelativeError = 1e-9;
    private const int Fewest = 128;

    private readonly GaussTransform _narrow = new();
    private KernelShape _shape;
    private double _narrowest, _narrowHeight;
    private int _narrowCount, _otherCount;
    private double[] _narrowMeans = [], _narrowHeights = [], _means = [], _inverseWidths = [], _heights = [];

    /// <summary>True where so many kernels are better estimated than computed.</summary>
    public static bool Pays(KernelShape shape, double narrowest, int count) =>
        Exponential.IsVector && count >= Fewest && narrowest * 1000 > shape.High - shape.Low;

    public void Begin(KernelShape shape, double narrowest, int count)
    {
        (_shape, _narrowest, _narrowHeight, _narrowCount, _otherCount) = (shape, narrowest, 0, 0, 0);
        if (_means.Length > count)
            return;
        _narrowMeans = new double[2 * count];
        _narrowHeights = new double[2 * count];
        _means = new double[2 * count];
        _inverseWidths = new double[2 * count];
        _heights = new double[2 * count];
    }

    /// <summary>Adds a kernel; they come in the order of their means, the prior's as the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double mean, double width, double height)
    {
        if (width == _narrowest && mean >= _shape.Low && mean <= _shape.High)
        {
            _narrowMeans[_narrowCount] = mean;
            _narrowHeights[_narrowCount++] = height;
            _narrowHeight += height;
        }
        else
        {
            _means[_otherCount] = mean;
            _inverseWidths[_otherCount] = 1 / width;
            _heights[_otherCount++] = height;
        }
    }

    /// <summary>Sets the log density at each point and what it may be off at most; infinite outside of the range.</summary>
    public void LogPdf(ReadOnlySpan<double> points, Span<double> logs, Span<double> errors)
    {
        int lanes = Vector256<double>.Count;
        Vector256<double>[] at = new Vector256<double>[(points.Length + lanes - 1) / lanes], sums = new Vector256<double>[at.Length];
        for (int i = 0; i < at.Length * lanes; i++)
            at[i / lanes] = at[i / lanes].WithElement(i % lanes, _shape.Internal(points[Math.Min(i, points.Length - 1)]));
        _narrow.Set(_shape.Low, _narrowest, _narrowMeans.AsSpan(0, _narrowCount), _narrowHeights.AsSpan(0, _narrowCount));
        _narrow.AddTo(at, sums);
        AddOthers(at, sums);
        for (int i = 0; i < points.Length; i++)
        {
            double place = at[i / lanes][i % lanes], sum = sums[i / lanes][i % lanes];
            bool isKnown = _shape.Low <= place && place <= _shape.High && sum > 0;
            logs[i] = isKnown ? Math.Log(sum) : 0;
            errors[i] = isKnown ? RelativeError + _narrowHeight * GaussTransform.LostBeyondReach / sum : double.PositiveInfinity;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddOthers(ReadOnlySpan<Vector256<double>> points, Span<Vector256<double>> sums)
    {
        for (int k = 0; k < _otherCount; k++)
        {
            Vector256<double> mean = Vector256.Create(_means[k]), inverse = Vector256.Create(_inverseWidths[k]), height = Vector256.Create(_heights[k]);
            for (int i = 0; i < points.Length; i++)
            {
                Vector256<double> t = (points[i] - mean) * inverse;
                sums[i] += height * Exponential.Of(t * t * Vector256.Create(-0.5));
            }
        }
    }
}
