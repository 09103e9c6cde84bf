namespace Binnacle.Tuning.CmaEs;

/// <summary>Maps the numeric parameters of a space onto the unit cube.</summary>
/// <param name="space">The parameters, none with a single value.</param>
/// <param name="halfSteps">Give stepped and integer parameters half a step more at both ends.</param>
internal sealed class UnitCube(IReadOnlyList<KeyValuePair<string, Distribution>> space, bool halfSteps)
{
    private readonly (double Low, double High)[] _bounds =
        [.. space.Select(item => halfSteps ? SearchSpaceTransform.Bounds(item.Value) : Ends(item.Value))];

    public int Dimensions => _bounds.Length;

    /// <summary>The place of a trial; null when it lacks a parameter.</summary>
    public double[]? Place(FrozenTrial trial)
    {
        double[] place = new double[Dimensions];
        for (int i = 0; i < place.Length; i++)
        {
            if (trial.FindParameter(space[i].Key) is not { } parameter)
                return null;
            place[i] = Place(i, parameter.InternalValue);
        }

        return place;
    }

    /// <summary>The place of values by name, in external form.</summary>
    /// <exception cref="TuningException">A parameter is missing, or its value is of another kind.</exception>
    public double[] Place(IReadOnlyDictionary<string, object?> values)
    {
        double[] place = new double[Dimensions];
        for (int i = 0; i < place.Length; i++)
        {
            if (!values.TryGetValue(space[i].Key, out object? value))
                throw new TuningException($"CmaEsOptions.X0 lacks the parameter '{space[i].Key}'; it has {string.Join(", ", values.Keys)}.");
            try
            {
                place[i] = Place(i, space[i].Value.ToInternal(value));
            }
            catch (ArgumentException error)
            {
                throw new TuningException($"CmaEsOptions.X0: '{space[i].Key}': {error.Message}", error);
            }
        }

        return place;
    }

    /// <summary>The parameters at a place, in internal form.</summary>
    public Dictionary<string, double> Values(double[] place)
    {
        Dictionary<string, double> values = [];
        for (int i = 0; i < place.Length; i++)
        {
            var (low, high) = _bounds[i];
            values[space[i].Key] = SearchSpaceTransform.Untransform(space[i].Value, low + place[i] * (high - low));
        }

        return values;
    }

    /// <summary>For each parameter the distance of its values in the unit interval; 0 for continuous and logarithmic ones.</summary>
    public double[] Steps() => [.. space.Select(item => item.Value switch
    {
        FloatDistribution { Step: { } step } real => step / (real.High - real.Low),
        IntDistribution { Log: false } integer => (double)integer.Step / (integer.High - integer.Low),
        _ => 0,
    })];

    private double Place(int i, double value) =>
        (SearchSpaceTransform.Transform(space[i].Value, value) - _bounds[i].Low) / (_bounds[i].High - _bounds[i].Low);

    private static (double Low, double High) Ends(Distribution distribution) => distribution switch
    {
        FloatDistribution real => (SearchSpaceTransform.Transform(real, real.Low), SearchSpaceTransform.Transform(real, real.High)),
        IntDistribution integer => (SearchSpaceTransform.Transform(integer, integer.Low), SearchSpaceTransform.Transform(integer, integer.High)),
        _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
    };
}
