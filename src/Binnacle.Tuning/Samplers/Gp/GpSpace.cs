namespace Binnacle.Tuning.Gp;

/// <summary>Maps parameters onto the unit cube; a categorical one stays the index of its choice.</summary>
internal sealed class GpSpace(IReadOnlyList<KeyValuePair<string, Distribution>> parameters)
{
    private readonly (double Low, double High)[] _bounds =
        [.. parameters.Select(item => item.Value is CategoricalDistribution ? (0, 1) : SearchSpaceTransform.Bounds(item.Value))];

    public int Dimensions => _bounds.Length;

    public bool[] IsCategorical { get; } = [.. parameters.Select(item => item.Value is CategoricalDistribution)];

    /// <summary>The coordinates without steps.</summary>
    public int[] Continuous { get; } = [.. Enumerable.Range(0, parameters.Count).Where(d => parameters[d].Value is FloatDistribution { Step: null })];

    /// <summary>The coordinates with steps, and the categorical ones.</summary>
    public int[] Discrete { get; } = [.. Enumerable.Range(0, parameters.Count).Where(d => parameters[d].Value is not FloatDistribution { Step: null })];

    /// <summary>The point of internal values; null when one is missing.</summary>
    public double[]? Point(Func<string, double?> find)
    {
        double[] point = new double[Dimensions];
        for (int d = 0; d < point.Length; d++)
        {
            if (find(parameters[d].Key) is not { } value)
                return null;
            point[d] = Place(d, value);
        }

        return point;
    }

    /// <summary>The internal values at a point.</summary>
    public Dictionary<string, double> Values(double[] point)
    {
        Dictionary<string, double> values = [];
        for (int d = 0; d < point.Length; d++)
            values[parameters[d].Key] = Value(d, point[d]);
        return values;
    }

    /// <summary>A point of the unit cube, moved to the nearest that can be drawn.</summary>
    public double[] Round(double[] point)
    {
        foreach (int d in Discrete)
        {
            point[d] = parameters[d].Value is CategoricalDistribution categorical
                ? Math.Min(Math.Floor(point[d] * categorical.Choices.Length), categorical.Choices.Length - 1)
                : Place(d, Value(d, point[d]));
        }

        return point;
    }

    /// <summary>How many values a discrete coordinate has.</summary>
    public long Count(int d) => parameters[d].Value switch
    {
        CategoricalDistribution categorical => categorical.Choices.Length,
        IntDistribution integer => (integer.High - integer.Low) / integer.Step + 1,
        FloatDistribution { Step: { } step } real => (long)Math.Round((real.High - real.Low) / step) + 1,
        _ => throw new ArgumentException($"Coordinate {d} is continuous."),
    };

    /// <summary>The place of a discrete coordinate's k-th value.</summary>
    public double PlaceOf(int d, long k) => parameters[d].Value switch
    {
        IntDistribution integer => Place(d, integer.Low + k * integer.Step),
        FloatDistribution { Step: { } step } real => Place(d, Math.Min(real.Low + k * step, real.High)),
        _ => k,
    };

    /// <summary>Which value of a discrete coordinate lies at a place.</summary>
    public long IndexOf(int d, double place) => parameters[d].Value switch
    {
        IntDistribution integer => ((long)Value(d, place) - integer.Low) / integer.Step,
        FloatDistribution { Step: { } step } real => (long)Math.Round((Value(d, place) - real.Low) / step),
        _ => (long)place,
    };

    private double Place(int d, double value)
    {
        if (IsCategorical[d])
            return value;
        var (low, high) = _bounds[d];
        return (SearchSpaceTransform.Transform(parameters[d].Value, value) - low) / (high - low);
    }

    private double Value(int d, double place)
    {
        if (IsCategorical[d])
            return place;
        var (low, high) = _bounds[d];
        double value = low + place * (high - low);
        return parameters[d].Value is FloatDistribution { Step: null } real
            ? Math.Clamp(real.Log ? Math.Exp(value) : value, real.Low, real.High)
            : SearchSpaceTransform.Untransform(parameters[d].Value, value);
    }
}
