using System.Globalization;
using System.Numerics;
using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>One parameter's distribution, from an override or from an entry of the old <c>search_space</c> form.</summary>
public static class DistributionReader
{
    private static readonly string[] EntryKeys = ["type", "low", "high", "step", "log", "choices"];

    /// <summary>The distribution of a sweep override.</summary>
    /// <exception cref="ConfigException">The sweep is a glob, or its interval is empty.</exception>
    public static Distribution Read(Override sweep) => sweep.Value switch
    {
        ChoiceSweep choice => Categories(SweepElements.Of(choice).Select(Category)),
        RangeSweep { Shuffle: true } range => Categories(SweepElements.Of(range).Select(Category)),
        RangeSweep range => Range(range),
        IntervalSweep interval => Interval(interval),
        ZipSweep => throw new ConfigException($"{sweep.Input}: zipped parameters cannot be searched by the Optuna sweeper; each one is drawn by itself."),
        _ => throw new ConfigException($"{sweep.Input}: a glob cannot be searched by the Optuna sweeper; list the options with choice(…)."),
    };

    /// <summary>The distribution of a typed entry with <c>type</c>, <c>low</c>, <c>high</c>, <c>step</c>, <c>log</c>, <c>choices</c>.</summary>
    /// <exception cref="ConfigException">The entry is malformed; the message names the key.</exception>
    public static Distribution Read(string name, ConfigNode entry)
    {
        MapNode map = entry as MapNode ?? throw new ConfigException($"{name}: expected type, low, high or choices.", entry.Origin);
        foreach (ConfigKey key in map.Keys.Where(key => !EntryKeys.Contains(key.Text)))
            throw new ConfigException($"{name}.{key.Text}: unknown. Known: {string.Join(", ", EntryKeys)}.", map[key].Origin);
        bool log = Value(map, "log") is true;
        object? step = Value(map, "step");
        return Value(map, "type") switch
        {
            "categorical" => Categories(Choices(name, map)),
            "int" when log => Integers(Whole(name, map, "low"), Whole(name, map, "high"), 1, log: true),
            "int" => Integers(Whole(name, map, "low"), Whole(name, map, "high"), step is null ? 1 : (long)Real(step), log: false),
            "float" when log => Floats(Bound(name, map, "low"), Bound(name, map, "high"), null, log: true),
            "float" => Floats(Bound(name, map, "low"), Bound(name, map, "high"), step, log: false),
            var other => throw new ConfigException($"{name}.type: expected int, float or categorical, found '{other}'.", map.Origin),
        };
    }

    /// <summary>Numbers, truth values and unquoted text as they are; anything else as the text that parses back to it.</summary>
    private static object? Category(ElementValue element) => element switch
    {
        ScalarValue { Value: { } value } => value,
        _ => element.Text,
    };

    private static Distribution Range(RangeSweep range) => range.IsFloat
        ? Floats(range.Start, range.Stop, range.Step, log: false)
        : Integers(Whole(range.Start), Whole(range.Stop), Whole(range.Step), log: false);

    private static Distribution Interval(IntervalSweep interval)
    {
        bool log = interval.Tags.Contains("log");
        return interval is { Start: double, End: double }
            ? Floats(interval.Start, interval.End, null, log)
            : Integers(Whole(interval.Start), Whole(interval.End), 1, log);
    }

    private static IntDistribution Integers(long low, long high, long step, bool log)
    {
        CheckBounds(low, high, low.ToString(CultureInfo.InvariantCulture), high.ToString(CultureInfo.InvariantCulture));
        if (log && low < 1)
            throw new ConfigException($"The `low` value must be equal to or greater than 1 for a log distribution (low={low}, high={high}).");
        if (step <= 0)
            throw new ConfigException($"The `step` value must be non-zero positive value, but step={step}.");
        return new IntDistribution(low, high, step, log);
    }

    /// <param name="lowBound">A number; messages show it as it was written.</param>
    /// <param name="highBound">Likewise.</param>
    /// <param name="stepBound">Likewise; null for a continuous parameter.</param>
    /// <param name="log">Draw in the logarithm.</param>
    private static FloatDistribution Floats(object lowBound, object highBound, object? stepBound, bool log)
    {
        double low = Real(lowBound), high = Real(highBound);
        double? step = stepBound is null ? null : Real(stepBound);
        CheckBounds(low, high, ParameterText.Of(lowBound), ParameterText.Of(highBound));
        if (log && low <= 0)
            throw new ConfigException($"The `low` value must be larger than 0 for a log distribution (low={ParameterText.Of(lowBound)}, high={ParameterText.Of(highBound)}).");
        if (step <= 0)
            throw new ConfigException($"The `step` value must be non-zero positive value, but step={ParameterText.Of(stepBound)}.");
        if (!double.IsFinite(low) || !double.IsFinite(high) || !double.IsFinite(step ?? 0))
            throw new ConfigException($"The range of a parameter must be finite (low={ParameterText.Of(lowBound)}, high={ParameterText.Of(highBound)}).");
        return new FloatDistribution(low, high, step, log);
    }

    private static void CheckBounds(double low, double high, string lowText, string highText)
    {
        if (low > high)
            throw new ConfigException($"The `low` value must be smaller than or equal to the `high` value (low={lowText}, high={highText}).");
    }

    private static CategoricalDistribution Categories(IEnumerable<object?> choices)
    {
        object?[] all = [.. choices];
        return all.Length > 0 ? new CategoricalDistribution(all) : throw new ConfigException("The `choices` must contain one or more elements.");
    }

    private static object? Value(MapNode map, string key) => map.TryGetValue(key, out ConfigNode? node) ? (node as ScalarNode)?.Value : null;

    private static long Whole(string name, MapNode map, string key) => (long)Math.Truncate(Real(name, map, key));

    private static double Real(string name, MapNode map, string key) => Real(Bound(name, map, key));

    private static object Bound(string name, MapNode map, string key) => Value(map, key) is { } number and (long or double)
        ? number
        : throw new ConfigException($"{name}.{key}: expected a number, found '{Value(map, key)}'.", map.Origin);

    private static double Real(object number) => number is BigInteger whole ? (double)whole : Convert.ToDouble(number, CultureInfo.InvariantCulture);

    private static long Whole(object number) => number is BigInteger whole
        ? throw new ConfigException($"{whole}: an integer parameter must fit into 64 bits.")
        : Convert.ToInt64(number, CultureInfo.InvariantCulture);

    private static IEnumerable<object?> Choices(string name, MapNode map) =>
        map.TryGetValue("choices", out ConfigNode? node) && node is ListNode items
            ? items.Select(item => (item as ScalarNode)?.Value)
            : throw new ConfigException($"{name}.choices: expected a list.", map.Origin);
}
