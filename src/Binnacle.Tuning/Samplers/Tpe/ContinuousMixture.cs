using System.Runtime.CompilerServices;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The density of many trials over one continuous parameter: what <see cref="ParzenEstimator"/> gives for it alone, in every bit.</summary>
/// <remarks>
/// What changes little from one suggestion to the next is kept: masses and logarithms by <see cref="KernelMasses"/>, the parameter's
/// values in ascending order by <see cref="ParameterColumn"/>.
/// </remarks>
internal sealed class ContinuousMixture
{
    private readonly MixtureEstimate _estimate = new();
    private readonly KernelMasses _masses = new();
    private KernelShape _shape;
    private double _narrowest;
    private int _count;
    private int[] _placeOf = [];
    private Buffers _buffers = new(0);
    private KernelDensity? _density;
    private MixtureWeights? _weights;

    /// <summary>Takes in the trials on one side of a split.</summary>
    /// <param name="column">The parameter in all finished trials.</param>
    /// <param name="numbers">The numbers of the trials on this side, ascending.</param>
    /// <param name="distribution">The parameter's distribution, without a step.</param>
    /// <param name="weigh">Gives the weights of so many trials and of the prior.</param>
    /// <param name="options">The sampler's options.</param>
    public void Update(ParameterColumn column, int[] numbers, Distribution distribution, Func<int, MixtureWeights> weigh, TpeOptions options)
    {
        _shape = new KernelShape(distribution);
        _count = Find(column, numbers);
        Sort(column, _count, _shape.IsLog);
        _weights = weigh(_count);
        _narrowest = _shape.Narrowest(_count, options);
        _shape.SetWidths(_buffers.Ascending.AsSpan(0, _count), _buffers.AscendingWidths.AsSpan(0, _count), options);
        _masses.Update(column, _shape, TruncatedNormal.IsLarge(CountCentral()));
        _density = null;
    }

    /// <summary>The log density at each point.</summary>
    /// <param name="points">Values of the parameter.</param>
    public double[] LogPdf(ReadOnlySpan<double> points)
    {
        KernelDensity density = _density ??= Density();
        Span<double> row = _buffers.Row.AsSpan(0, _count + 1);
        double[] logs = new double[points.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            double largest = density.Weigh(_shape.Internal(points[i]), _weights!.Logs, row);
            logs[i] = Exponential.LogSum(row, largest);
        }

        return logs;
    }

    /// <summary>Estimates the log density at each point, in a small part of the time; false where there are too few trials for that.</summary>
    /// <param name="points">Values of the parameter.</param>
    /// <param name="logs">Takes the estimates.</param>
    /// <param name="errors">Takes what each estimate may be off at most; infinite where nothing is known.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryEstimate(ReadOnlySpan<double> points, Span<double> logs, Span<double> errors)
    {
        if (!MixtureEstimate.Pays(_shape, _narrowest, _count))
            return false;
        _estimate.Begin(_shape, _narrowest, _count);
        double[] weights = _weights!.Values;
        for (int i = 0; i < _count; i++)
        {
            int place = _buffers.Order[i];
            double mean = _buffers.Ascending[i], width = _buffers.AscendingWidths[i];
            _estimate.Add(mean, width, weights[place] * _masses.Of(_buffers.Ranks[i], mean, width).Height);
        }

        double prior = PriorMean, range = _shape.High - _shape.Low;
        _estimate.Add(prior, range, weights[_count] * _masses.OfPrior(prior, range).Height);
        _estimate.LogPdf(points, logs, errors);
        return true;
    }

    private double PriorMean => 0.5 * (_shape.Low + _shape.High);

    // The trials that have the parameter, and the place of each among them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(ParameterColumn column, int[] numbers)
    {
        ReadOnlySpan<double> values = column.Values;
        if (_placeOf.Length < values.Length)
            _placeOf = new int[2 * values.Length];

        _buffers = _buffers.WithRoomFor(numbers.Length);
        _placeOf.AsSpan(0, values.Length).Fill(-1);
        int count = 0;
        foreach (int number in numbers)
        {
            if (number >= values.Length || double.IsNaN(values[number]))
                continue;
            _placeOf[number] = count++;
        }

        return count;
    }

    // The places of the kernels in ascending order; equal ones in the order of Numpy's sort.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort(ParameterColumn column, int count, bool isLog)
    {
        var (ascending, order, ranks) = (_buffers.Ascending, _buffers.Order, _buffers.Ranks);
        ReadOnlySpan<double> sorted = column.Sorted(isLog);
        ReadOnlySpan<int> trials = column.Ascending;
        bool isStrict = true;
        for (int i = 0, next = 0; i < trials.Length; i++)
        {
            int place = _placeOf[trials[i]];
            if (place < 0)
                continue;
            isStrict &= next == 0 || ascending[next - 1] < sorted[i];
            (ascending[next], order[next], ranks[next]) = (sorted[i], place, i);
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

    private int CountCentral() =>
        KernelDensity.CountCentral(_shape, _buffers.Ascending.AsSpan(0, _count)) + KernelDensity.CountCentral(_shape, [PriorMean]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private KernelDensity Density()
    {
        for (int i = 0; i < _count; i++)
        {
            double mean = _buffers.Ascending[i], width = _buffers.AscendingWidths[i];
            SetKernel(_buffers.Order[i], mean, width, _masses.Of(_buffers.Ranks[i], mean, width));
        }

        double range = _shape.High - _shape.Low;
        SetKernel(_count, PriorMean, range, _masses.OfPrior(PriorMean, range));
        return new KernelDensity(_shape.Low, _shape.High, _buffers.Means, _buffers.Widths, _buffers.LogMasses, _buffers.LogWidths);
    }

    private void SetKernel(int place, double mean, double width, in KernelMass mass)
    {
        _buffers.Means[place] = mean;
        _buffers.Widths[place] = width;
        _buffers.LogMasses[place] = mass.LogMass;
        _buffers.LogWidths[place] = mass.LogWidth;
    }

    /// <summary>Arrays that live from one suggestion to the next, and are only then made anew when they have become too small.</summary>
    private sealed class Buffers(int capacity)
    {
        public double[] Ascending { get; } = new double[capacity];

        public double[] AscendingWidths { get; } = new double[capacity];

        public int[] Order { get; } = new int[capacity];

        public int[] Ranks { get; } = new int[capacity];

        public double[] Means { get; } = new double[capacity + 1];

        public double[] Widths { get; } = new double[capacity + 1];

        public double[] LogMasses { get; } = new double[capacity + 1];

        public double[] LogWidths { get; } = new double[capacity + 1];

        public double[] Row { get; } = new double[capacity + 1];

        public Buffers WithRoomFor(int count) => count <= capacity ? this : new Buffers(2 * count);
    }
}
