using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>A parameter as the axis of a plot.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="IsLog">The axis is logarithmic.</param>
/// <param name="IsInteger">Every value is an integer.</param>
/// <param name="Categories">The labels of a categorical parameter, whose places are 0, 1, 2 and so on; empty for a numeric one.</param>
/// <param name="Low">The smallest place that a trial has.</param>
/// <param name="High">The largest.</param>
public sealed record ParameterAxis(string Name, bool IsLog, bool IsInteger, IReadOnlyList<string> Categories, double Low, double High)
{
    private int[]? _placeOfChoice;

    /// <summary>The axis has labels instead of numbers.</summary>
    public bool IsCategorical => Categories.Count > 0;

    /// <summary>The axis of a parameter over the values that trials have.</summary>
    /// <exception cref="TuningException">No trial has the parameter.</exception>
    public static ParameterAxis Of(IReadOnlyList<FrozenTrial> trials, string name)
    {
        Distribution distribution = trials.Select(trial => trial.FindParameter(name)?.Distribution).FirstOrDefault(known => known is not null)
            ?? throw new TuningException($"No trial has a parameter '{name}'; there are {string.Join(", ", NamesOf(trials))}.");
        ParameterAxis axis = distribution is CategoricalDistribution categorical
            ? OfChoices(name, categorical)
            : new ParameterAxis(name, distribution is FloatDistribution { Log: true } or IntDistribution { Log: true }, distribution is IntDistribution, [], 0, 0);
        double[] places = [.. trials.Select(axis.PlaceOf).OfType<double>()];
        return axis with { Low = places.Min(), High = places.Max() };
    }

    /// <summary>Where a trial stands on the axis; null when it lacks the parameter.</summary>
    public double? PlaceOf(FrozenTrial trial) => trial.FindParameter(Name) is not { } parameter ? null
        : _placeOfChoice is { } places ? places[(int)parameter.InternalValue] : parameter.InternalValue;

    /// <summary>Where a place lies between the ends of the axis, from 0 to 1.</summary>
    public double ShareOf(double place) => High <= Low ? 0.5
        : IsLog ? (Math.Log(place) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : (place - Low) / (High - Low);

    /// <summary>The place at a share of the axis, the inverse of <see cref="ShareOf"/>.</summary>
    public double PlaceAt(double share) => share == 1 ? High
        : IsLog ? Math.Exp(Math.Log(Low) + share * (Math.Log(High) - Math.Log(Low))) : Low + share * (High - Low);

    /// <summary>The text of a place: a label, or the number.</summary>
    public string TextOf(double place) => IsCategorical ? Categories[(int)place] : place.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The names of all parameters of trials, in order.</summary>
    internal static IEnumerable<string> NamesOf(IReadOnlyList<FrozenTrial> trials) =>
        trials.SelectMany(trial => trial.Parameters).Select(parameter => parameter.Name).Distinct().Order(StringComparer.Ordinal);

    /// <summary>How a choice reads.</summary>
    internal static string TextOfChoice(object? choice) => choice as string ?? PythonJson.Write(choice);

    // Numbers stand in their order, other choices in that of the distribution.
    private static ParameterAxis OfChoices(string name, CategoricalDistribution distribution)
    {
        int[] order = [.. Enumerable.Range(0, distribution.Choices.Length)];
        if (distribution.Choices.All(choice => choice is long or double))
            order = [.. order.OrderBy(index => Convert.ToDouble(distribution.Choices[index], CultureInfo.InvariantCulture))];
        int[] places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return new ParameterAxis(name, false, false, [.. order.Select(index => TextOfChoice(distribution.Choices[index]))], 0, 0) { _placeOfChoice = places };
    }
}
