using System.Runtime.CompilerServices;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The density of many trials over one continuous parameter: what <see cref="ParzenEstimator"/> gives for it alone, in every bit.</summary>
/// <remarks>
/// From one suggestion to the next, a new trial changes the widths of its neighbours and no others, so masses and logarithms are kept by
/// trial, and the parameter's values in ascending order by <see cref="ParameterColumn"/>.
/// </remarks>
internal sealed class ContinuousMixture
{
    private (double Low, double High, bool IsLog, bool IsLarge) _range;
    private Known[] _known = [];
    private int[] _placeOf = [];
    private Buffers _buffers = new(0);
    private KernelDensity? _density;
    private double[] _logWeights = [];

    /// <summary>Takes in the trials on one side of a split.</summary>
    /// <param name="column">The parameter in all finished trials.</param>
    /// <param name="numbers">The numbers of the trials on this side, ascending.</param>
    /// <param name="distribution">The parameter's distribution, without a step.</param>
    /// <param name="weigh">Gives the weights of so many trials and of the prior.</param>
    /// <param name="options">The sampler's options.</param>
    public void Update(ParameterColumn column, int[] numbers, Distribution distribution, Func<int, MixtureWeights> weigh, TpeOptions options)
    {
        KernelShape shape = new(distribution);
        int count = Find(column, numbers);
        Sort(column, count, shape.IsLog);
        _logWeights = weigh(count).Logs;
        SetKernels(shape, count, options);
        SetMasses(shape, count);
        _density = new KernelDensity(shape.Low, shape.High, _buffers.Means, _buffers.Widths, _buffers.Masses, _buffers.LogWidths);
    }

    /// <summary>The log density at each point.</summary>
    /// <param name="points">Values of the parameter.</param>
    public double[] LogPdf(ReadOnlySpan<double> points)
    {
        Span<double> row = _buffers.Row.AsSpan(0, _logWeights.Length);
        double[] logs = new double[points.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            double largest = _density!.Weigh(_range.IsLog ? Math.Log(points[i]) : points[i], _logWeights, row);
            logs[i] = Exponential.LogSum(row, largest);
        }

        return logs;
    }

    // The trials that have the parameter, and the place of each among them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(ParameterColumn column, int[] numbers)
    {
        ReadOnlySpan<double> values = column.Values;
        if (_placeOf.Length < values.Length)
        {
            _placeOf = new int[2 * values.Length];
            Array.Resize(ref _known, 2 * values.Length + 1);
        }

        _buffers = _buffers.WithRoomFor(numbers.Length);
        _placeOf.AsSpan(0, values.Length).Fill(-1);
        int count = 0;
        foreach (int number in numbers)
        {
            if (number >= values.Length || double.IsNaN(values[number]))
                continue;
            _buffers.Trials[count] = number;
            _placeOf[number] = count++;
        }

        return count;
    }

    // The places of the kernels in ascending order; equal ones in the order of Numpy's sort.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort(ParameterColumn column, int count, bool isLog)
    {
        var (ascending, order) = (_buffers.Ascending, _buffers.Order);
        ReadOnlySpan<double> sorted = column.Sorted(isLog);
        ReadOnlySpan<int> trials = column.Ascending;
        bool isStrict = true;
        for (int i = 0, next = 0; i < trials.Length; i++)
        {
            int place = _placeOf[trials[i]];
            if (place < 0)
                continue;
            isStrict &= next == 0 || ascending[next - 1] < sorted[i];
            (ascending[next], order[next]) = (sorted[i], place);
            next++;
        }

        if (isStrict)
            return;
        double[] means = new double[count];
        for (int i = 0; i < count; i++)
            means[order[i]] = ascending[i];
        ArgSort.Of(means).CopyTo(order, 0);
        for (int i = 0; i < count; i++)
            ascending[i] = means[order[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetKernels(KernelShape shape, int count, TpeOptions options)
    {
        Span<double> widths = _buffers.AscendingWidths.AsSpan(0, count);
        shape.SetWidths(_buffers.Ascending.AsSpan(0, count), widths, options);
        for (int i = 0; i < count; i++)
        {
            int place = _buffers.Order[i];
            _buffers.Means[place] = _buffers.Ascending[i];
            _buffers.Widths[place] = widths[i];
        }

        _buffers.Means[count] = 0.5 * (shape.Low + shape.High);
        _buffers.Widths[count] = shape.High - shape.Low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetMasses(KernelShape shape, int count)
    {
        var range = (shape.Low, shape.High, shape.IsLog, IsLarge: TruncatedNormal.IsLarge(KernelDensity.CountCentral(shape, _buffers.Means.AsSpan(0, count + 1))));
        if (range != _range)
            _known.AsSpan().Clear();
        _range = range;
        for (int k = 0; k <= count; k++)
        {
            // The prior stands before the first trial.
            ref Known known = ref _known[k == count ? 0 : _buffers.Trials[k] + 1];
            double width = _buffers.Widths[k];
            if (known.Width != width)
            {
                double a = (shape.Low - _buffers.Means[k]) / width, b = (shape.High - _buffers.Means[k]) / width;
                known = new Known(width, TruncatedNormal.LogMass(a, b, range.IsLarge), Math.Log(width));
            }

            _buffers.Masses[k] = known.LogMass;
            _buffers.LogWidths[k] = known.LogWidth;
        }
    }

    // No kernel has the width 0 of the default.
    private readonly record struct Known(double Width, double LogMass, double LogWidth);

    /// <summary>Arrays that live from one suggestion to the next, and are only then made anew when they have become too small.</summary>
    private sealed class Buffers(int capacity)
    {
        public int[] Trials { get; } = new int[capacity];

        public double[] Ascending { get; } = new double[capacity];

        public double[] AscendingWidths { get; } = new double[capacity];

        public int[] Order { get; } = new int[capacity];

        public double[] Means { get; } = new double[capacity + 1];

        public double[] Widths { get; } = new double[capacity + 1];

        public double[] Masses { get; } = new double[capacity + 1];

        public double[] LogWidths { get; } = new double[capacity + 1];

        public double[] Row { get; } = new double[capacity + 1];

        public Buffers WithRoomFor(int count) => count <= capacity ? this : new Buffers(2 * count);
    }
}
