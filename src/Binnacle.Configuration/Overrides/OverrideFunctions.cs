using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>The functions of the override grammar.</summary>
internal static class OverrideFunctions
{
    private const string Elements = "Union[str, int, float, bool, Dict[Any, Any], List[Any], ChoiceSweep]";
    private const string Sortable = "Union[str, int, bool, float, list, dict, ChoiceSweep, RangeSweep]";
    private static readonly string[] Names = ["bool", "choice", "extend_list", "float", "glob", "int", "interval", "range", "shuffle", "sort", "str", "tag", "zip"];

    public static OverrideValue Call(string name, List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        return name switch
        {
            "choice" => Choice(Only(positional, named)),
            "range" => Range(Bind(positional, named, ["start", "stop", "step"], required: 1)),
            "interval" => Interval(Bind(positional, named, ["start", "end"], required: 2)),
            "glob" => Glob(Bind(positional, named, ["include", "exclude"], required: 1)),
            "sort" => Sort(positional, named),
            "shuffle" => Shuffle(positional, named),
            "tag" => Tag(positional, named),
            "extend_list" => Extension(Only(positional, named)),
            "zip" => Zip(Only(positional, named)),
            "int" or "float" or "str" or "bool" => OverrideCasts.Cast(name, Single(positional, named)),
            _ => throw new OverrideFunctionException("HydraException", $"Unknown function '{name}'\nAvailable: {string.Join(',', Names)}\n{Hint(name)}"),
        };
    }

    internal static string PythonType(OverrideValue? value) => value switch
    {
        ScalarValue { Value: null } => "NoneType",
        ScalarValue { Value: bool } => "bool",
        ScalarValue { Value: double } => "float",
        ScalarValue { Value: string } or QuotedValue => "str",
        ScalarValue => "int",
        ListValue => "list",
        MapValue => "dict",
        ChoiceSweep => "ChoiceSweep",
        RangeSweep => "RangeSweep",
        IntervalSweep => "IntervalSweep",
        ListExtension => "ListExtension",
        ZipSweep => "ZipSweep",
        _ => "Glob",
    };

    private static string Hint(string name) => NearestName.Of(name, Names) is { } nearest ? $"Did you mean '{nearest}'?\n" : "";

    private static OverrideFunctionException Mismatch(string argument, OverrideValue value, string expected) =>
        new("TypeError", $"mismatch type argument {argument}: {PythonType(value)} is incompatible with {expected}");

    private static List<OverrideValue> Only(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named) =>
        named.Count == 0 ? positional : throw Unexpected(named[0].Key);

    private static OverrideFunctionException Unexpected(string name) => new("TypeError", $"got an unexpected keyword argument '{name}'");

    private static OverrideValue?[] Bind(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named, string[] names, int required)
    {
        if (positional.Count > names.Length)
            throw new OverrideFunctionException("TypeError", "too many positional arguments");
        var bound = new OverrideValue?[names.Length];
        for (int i = 0; i < positional.Count; i++)
            bound[i] = positional[i];
        foreach (var (name, value) in named)
        {
            int index = Array.IndexOf(names, name);
            if (index < 0)
                throw Unexpected(name);
            if (index < positional.Count)
                throw new OverrideFunctionException("TypeError", $"multiple values for argument '{name}'");
            bound[index] = value;
        }

        for (int i = 0; i < required; i++)
        {
            if (bound[i] is null)
                throw new OverrideFunctionException("TypeError", $"missing a required argument: '{names[i]}'");
        }

        return bound;
    }

    /// <summary>Quoted text as an argument loses its quotes.</summary>
    private static OverrideValue Unquoted(OverrideValue value) => value is QuotedValue quoted ? new ScalarValue(quoted.Value) : value;

    private static ChoiceSweep Choice(List<OverrideValue> items)
    {
        if (items.Count == 0)
            throw new OverrideFunctionException("ValueError", "empty choice is not legal");
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarValue { Value: null } or ListExtension || (items[i] is SweepValue and not ChoiceSweep))
                throw Mismatch($"args[{i}]", items[i], Elements);
        }

        return items switch
        {
            [ChoiceSweep { IsSimple: true } simple] => simple with { IsSimple = false },
            [ChoiceSweep] => throw new OverrideFunctionException("ValueError", "nesting choices is not supported"),
            _ => new ChoiceSweep([.. items.Select(Unquoted)], IsSimple: false),
        };
    }

    private static ListExtension Extension(List<OverrideValue> items)
    {
        int wrong = items.FindIndex(item => item is SweepValue or ListExtension);
        return wrong < 0 ? new ListExtension(items) : throw Mismatch($"args[{wrong}]", items[wrong], "Union[str, int, float, bool, Dict[Any, Any], List[Any]]");
    }

    /// <summary>Values of its own, or those of one choice or range.</summary>
    private static ZipSweep Zip(List<OverrideValue> items) => items switch
    {
        [] => throw new OverrideFunctionException("ValueError", "empty zip is not legal"),
        [ChoiceSweep or RangeSweep] => new ZipSweep((SweepValue)items[0]),
        _ when items.FirstOrDefault(item => item is SweepValue) is { } sweep => throw Mismatch("zip", sweep, "values, or one choice() or range()"),
        _ => new ZipSweep(new ChoiceSweep(items, IsSimple: false)),
    };

    private static RangeSweep Range(OverrideValue?[] arguments)
    {
        object start = Number("start", arguments[0]!);
        object? stop = arguments[1] is null or ScalarValue { Value: null } ? null : Number("stop", arguments[1]!);
        object step = arguments[2] is null ? 1L : Number("step", arguments[2]!);
        return stop is null ? new RangeSweep(0L, start, step) : new RangeSweep(start, stop, step);
    }

    private static object Number(string name, OverrideValue value) => value switch
    {
        ScalarValue { Value: long or double or bool or BigInteger } scalar => scalar.Value,
        _ => throw Mismatch(name, value, "Union[int, float]"),
    };

    private static IntervalSweep Interval(OverrideValue?[] arguments) => new(End("start", arguments[0]!), End("end", arguments[1]!));

    private static object End(string name, OverrideValue value) => SweepNumber.ToDouble(Number(name, value));

    private static GlobSweep Glob(OverrideValue?[] arguments) =>
        new(Patterns("include", arguments[0]!), arguments[1] is null or ScalarValue { Value: null } ? [] : Patterns("exclude", arguments[1]!));

    private static string[] Patterns(string name, OverrideValue value) => value switch
    {
        ScalarValue { Value: string text } => [text],
        QuotedValue quoted => [quoted.Value],
        ListValue list => [.. list.Items.Select(item => item is ElementValue element ? Pattern(element) : throw Mismatch(name, item, "Union[List[str], str]"))],
        _ => throw Mismatch(name, value, "Union[List[str], str]"),
    };

    // What stands in a list is not looked at, as in the reference: a number is the pattern of its digits.
    private static string Pattern(ElementValue element) => element is QuotedValue quoted ? quoted.Value : PythonText.Of(element.ToNode(null));

    private static OverrideValue Sort(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        bool reverse = false;
        List<KeyValuePair<string, OverrideValue>> others = [];
        foreach (var given in named)
        {
            if (given.Key == "reverse")
                reverse = given.Value is ScalarValue { Value: bool flag } ? flag : throw Mismatch(given.Key, given.Value, "bool");
            else
                others.Add(given);
        }

        List<OverrideValue> items = Ordered(positional, others);
        return items switch
        {
            [] => throw new OverrideFunctionException("ValueError", "empty sort input"),
            [ChoiceSweep choice] => choice with { Items = OverrideOrder.Sort(choice.Items, reverse) },
            [RangeSweep range] => SortRange(range, reverse),
            [ListValue list] => new ListValue(OverrideOrder.Sort(list.Items, reverse)),
            [var element] => Unquoted(element),
            _ when items.FirstOrDefault(item => item is not (ScalarValue or QuotedValue)) is { } wrong =>
                throw new OverrideFunctionException("TypeError", $"a {PythonType(wrong)} cannot be sorted among others; sort values, or one list, choice or range"),
            _ => new ChoiceSweep(OverrideOrder.Sort([.. items.Select(Unquoted)], reverse), IsSimple: true),
        };
    }

    /// <summary>What <c>sort</c> and <c>shuffle</c> work on: <c>list=</c>, else <c>sweep=</c>, else the arguments without names.</summary>
    private static List<OverrideValue> Ordered(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        int wrong = positional.FindIndex(item => item is ScalarValue { Value: null } or IntervalSweep or GlobSweep or ZipSweep or ListExtension);
        if (wrong >= 0)
            throw Mismatch($"args[{wrong}]", positional[wrong], Sortable);
        OverrideValue? list = null, sweep = null;
        foreach (var (name, value) in named)
        {
            switch (name, value)
            {
                case ("list" or "sweep", ScalarValue { Value: null }):
                    break;
                case ("list", _):
                    list = value as ListValue ?? throw Mismatch(name, value, "Optional[List[Any]]");
                    break;
                case ("sweep", _):
                    sweep = value is ChoiceSweep or RangeSweep ? value : throw Mismatch(name, value, "Optional[Union[ChoiceSweep, RangeSweep]]");
                    break;
                default:
                    throw Unexpected(name);
            }
        }

        return (list ?? sweep) is { } whole ? [whole] : positional;
    }

    /// <summary>Turns a range round that runs the other way; the end points swap as the reference has it, also where the step does not divide.</summary>
    private static RangeSweep SortRange(RangeSweep range, bool reverse)
    {
        bool turned = reverse ? SweepNumber.Compare(range.Start, range.Stop) < 0 : SweepNumber.Compare(range.Start, range.Stop) > 0;
        if (!turned)
            return range;
        object step = SweepNumber.Magnitude(range.Step), towards = reverse ? SweepNumber.Negate(step) : step;
        return range with
        {
            Start = SweepNumber.Add(range.Stop, towards),
            Stop = SweepNumber.Add(range.Start, towards),
            Step = SweepNumber.Negate(range.Step),
        };
    }

    private static OverrideValue Shuffle(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        List<OverrideValue> items = Ordered(positional, named);
        return items switch
        {
            [ChoiceSweep choice] => choice with { Shuffle = true },
            [RangeSweep range] => range with { Shuffle = true },
            [ListValue list] => new ListValue(ShuffledValues.Shuffle(list.Items)),
            [var element] => new ListValue([Unquoted(element)]),
            _ => Choices([.. items.Select(Unquoted)]) with { Shuffle = true },
        };
    }

    /// <summary>Several arguments stand for a simple choice; sweeps do not nest in it.</summary>
    private static ChoiceSweep Choices(IReadOnlyList<OverrideValue> items) =>
        items.FirstOrDefault(item => item is SweepValue or ListExtension) is { } sweep
            ? throw new OverrideFunctionException("TypeError", $"a {PythonType(sweep)} cannot stand among other values")
            : new ChoiceSweep(items, IsSimple: true);

    private static SweepValue Tag(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        if (positional.Count == 0)
            throw new OverrideFunctionException("ValueError", "Not enough arguments to tag, must take at least a sweep");
        OverrideValue last = positional[^1];
        List<OverrideValue> tags = [.. positional];
        foreach (var (name, value) in named)
            last = name == "sweep" ? value : throw Unexpected(name);
        if (named.Count == 0)
            tags.RemoveAt(tags.Count - 1);
        for (int i = 0; i < tags.Count; i++)
        {
            if (tags[i] is not (ScalarValue { Value: string } or QuotedValue))
                throw Mismatch($"args[{i}]", tags[i], "Union[str, Sweep]");
        }

        return last is SweepValue sweep and not GlobSweep
            ? sweep with { Tags = [.. tags.Select(tag => (string)((ScalarValue)Unquoted(tag)).Value!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] }
            : throw new OverrideFunctionException("ValueError", $"Last argument to tag must be a choice(), range() or interval(), got {PythonType(last)}");
    }

    private static OverrideValue Single(List<OverrideValue> positional, List<KeyValuePair<string, OverrideValue>> named)
    {
        if (named.FirstOrDefault(given => given.Key != "value") is { Key: { } name })
            throw Unexpected(name);
        OverrideValue? value = named.Count == 0 || named[0].Value is ScalarValue { Value: null } ? null : named[0].Value;
        return (positional, value) switch
        {
            ([], null) => throw new OverrideFunctionException("TypeError", "No positional args or value specified"),
            ([], _) => value,
            (_, not null) => throw new OverrideFunctionException("TypeError", "cannot use both position and named arguments"),
            ([var only], _) => only,
            _ => Choices(positional),
        };
    }
}
