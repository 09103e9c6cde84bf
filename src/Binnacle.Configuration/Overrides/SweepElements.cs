using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>The values of discrete sweeps.</summary>
public static class SweepElements
{
    /// <summary>The values of a choice, a range or a zip, in the order in which they are tried.</summary>
    /// <param name="sweep">A choice, a range or a zip.</param>
    /// <param name="random">Draws the order of a shuffled sweep; a generator of its own when null.</param>
    /// <exception cref="ConfigException">The sweep is an interval or a glob, a range has step 0, or a choice holds a sweep.</exception>
    public static IReadOnlyList<ElementValue> Of(SweepValue sweep, Random? random = null)
    {
        (IReadOnlyList<ElementValue> values, bool shuffle) = sweep switch
        {
            ChoiceSweep choice => ([.. choice.Items.Select(ElementOf)], choice.Shuffle),
            RangeSweep range => (Range(range), range.Shuffle),
            ZipSweep zip => (Of(zip.Values, random), false),
            _ => throw new ConfigException($"BasicSweeper does not support sweep type : {sweep?.KindName}"),
        };
        return shuffle ? ShuffledValues.Shuffle(values, random) : values;
    }

    private static ElementValue ElementOf(OverrideValue item) => item switch
    {
        ElementValue element => element,
        GlobSweep glob => new MapValue([new("include", Texts(glob.Include)), new("exclude", Texts(glob.Exclude))]),
        _ => throw new ConfigException("A sweep cannot stand inside a choice."),
    };

    private static ListValue Texts(IEnumerable<string> texts) => new([.. texts.Select(text => new ScalarValue(text))]);

    private static IReadOnlyList<ElementValue> Range(RangeSweep range)
    {
        if (Convert.ToDouble(range.Step, CultureInfo.InvariantCulture) == 0)
            throw new ConfigException("range() arg 3 must not be zero");
        return range.IsFloat ? [.. Floats(range).Select(value => new ScalarValue(value))] : [.. Integers(range).Select(value => new ScalarValue(value))];
    }

    private static IEnumerable<object> Integers(RangeSweep range)
    {
        long stop = (long)range.Stop, step = (long)range.Step;
        for (BigInteger value = (long)range.Start; step > 0 ? value < stop : value > stop; value += step)
            yield return (long)value;
    }

    private static IEnumerable<object> Floats(RangeSweep range)
    {
        double first = Float(range.Start), last = Float(range.Stop), width = Float(range.Step);
        if (!double.IsFinite(first) || !double.IsFinite(last) || !double.IsFinite(width))
            throw new ConfigException($"range({PythonText.Of(first)},{PythonText.Of(last)},{PythonText.Of(width)}) has no finite values");
        ExactDecimal stop = ExactDecimal.From(last), step = ExactDecimal.From(width);
        for (ExactDecimal value = ExactDecimal.From(first); width > 0 ? value.OrderTo(stop) < 0 : value.OrderTo(stop) > 0; value += step)
            yield return value.ToDouble();
    }

    private static double Float(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);
}
