using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>The values of discrete sweeps.</summary>
public static class SweepElements
{
    private const int MostValues = 1_000_000;
    private const string ZeroStep = "range() arg 3 must not be zero";
    private const string SweepInChoice = "A sweep cannot stand inside a choice.";

    /// <summary>The values of a choice, a range or a zip, in the order in which they are tried.</summary>
    /// <param name="sweep">A choice, a range or a zip.</param>
    /// <param name="random">Draws the order of a shuffled sweep; a generator of its own when null.</param>
    /// <exception cref="ConfigException">The sweep is an interval or a glob, a range has step 0, no end or more than a million values, or a choice holds a sweep.</exception>
    public static IReadOnlyList<ElementValue> Of(SweepValue sweep, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        (IReadOnlyList<ElementValue> values, bool shuffle) = sweep switch
        {
            ChoiceSweep choice => ([.. choice.Items.Select(ElementOf)], choice.Shuffle),
            RangeSweep range => (Range(range), range.Shuffle),
            ZipSweep zip => (Of(zip.Values, random), false),
            _ => throw Unsupported(sweep),
        };
        return shuffle ? ShuffledValues.Shuffle(values, random) : values;
    }

    /// <exception cref="ConfigException">The sweep has no values to try one by one.</exception>
    internal static void Validate(SweepValue sweep)
    {
        if (sweep is IntervalSweep)
            throw Unsupported(sweep);
        if (sweep is RangeSweep range && SweepNumber.ToDouble(range.Step) == 0)
            throw new ConfigException(ZeroStep);
        if (sweep is ChoiceSweep choice && choice.Items.Any(item => item is SweepValue and not GlobSweep))
            throw new ConfigException(SweepInChoice);
    }

    internal static ConfigException Unsupported(SweepValue sweep) => new($"BasicSweeper does not support sweep type : {sweep.KindName}");

    private static ElementValue ElementOf(OverrideValue item) => item switch
    {
        ElementValue element => element,
        GlobSweep glob => new MapValue([new("include", Texts(glob.Include)), new("exclude", Texts(glob.Exclude))]),
        _ => throw new ConfigException(SweepInChoice),
    };

    private static ListValue Texts(IEnumerable<string> texts) => new([.. texts.Select(text => new ScalarValue(text))]);

    private static List<ElementValue> Range(RangeSweep range)
    {
        if (SweepNumber.ToDouble(range.Step) == 0)
            throw new ConfigException(ZeroStep);
        List<ElementValue> values = [];
        foreach (object value in range.IsFloat ? Floats(range) : Integers(range))
        {
            if (values.Count == MostValues)
                throw new ConfigException($"{Shown(range)} has more than {MostValues} values");
            values.Add(new ScalarValue(value));
        }

        return values;
    }

    private static IEnumerable<object> Integers(RangeSweep range)
    {
        BigInteger stop = SweepNumber.ToWhole(range.Stop), step = SweepNumber.ToWhole(range.Step);
        for (BigInteger value = SweepNumber.ToWhole(range.Start); step.Sign > 0 ? value < stop : value > stop; value += step)
            yield return SweepNumber.Narrow(value);
    }

    private static IEnumerable<object> Floats(RangeSweep range)
    {
        double first = SweepNumber.ToDouble(range.Start), last = SweepNumber.ToDouble(range.Stop), width = SweepNumber.ToDouble(range.Step);
        if (double.IsNaN(first) || double.IsNaN(last) || double.IsNaN(width))
            throw new ConfigException($"{Shown(range)} is no range");
        if (width > 0 ? first >= last : first <= last)
            return [];
        if (double.IsFinite(first) && double.IsInfinity(width))
            return [first];
        return double.IsFinite(first) && double.IsFinite(last) ? Steps(first, last, width) : throw new ConfigException($"{Shown(range)} has no end");
    }

    private static IEnumerable<object> Steps(double first, double last, double width)
    {
        ExactDecimal stop = ExactDecimal.From(last), step = ExactDecimal.From(width);
        for (ExactDecimal value = ExactDecimal.From(first); width > 0 ? value.OrderTo(stop) < 0 : value.OrderTo(stop) > 0; value += step)
            yield return value.ToDouble();
    }

    private static string Shown(RangeSweep range) => $"range({string.Join(',', new[] { range.Start, range.Stop, range.Step }.Select(number => new ScalarValue(number).Text))})";
}
