namespace Binnacle.Configuration;

/// <summary>A value that stands for many jobs.</summary>
public abstract record SweepValue : OverrideValue
{
    /// <summary>Tags given by <c>tag(…)</c>, in order of their text.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The name of the kind in messages, as the reference has it.</summary>
    internal abstract string KindName { get; }
}

/// <summary><c>choice(a,b)</c> or <c>a,b</c>.</summary>
/// <param name="Items">The values to choose from.</param>
/// <param name="IsSimple">Written as <c>a,b</c>.</param>
/// <param name="Shuffle">Try them in random order.</param>
public sealed record ChoiceSweep(IReadOnlyList<OverrideValue> Items, bool IsSimple, bool Shuffle = false) : SweepValue
{
    internal override string KindName => IsSimple ? "SIMPLE_CHOICE_SWEEP" : "CHOICE_SWEEP";
}

/// <summary><c>range(start,stop,step)</c>; the stop is excluded by the basic sweeper and included by the Optuna sweeper.</summary>
/// <param name="Start">First value: <see cref="long"/>, <see cref="System.Numerics.BigInteger"/> or <see cref="double"/>; a bool counts as 0 or 1.</param>
/// <param name="Stop">End, likewise.</param>
/// <param name="Step">Distance, likewise.</param>
/// <param name="Shuffle">Try the values in random order.</param>
public sealed record RangeSweep(object Start, object Stop, object Step, bool Shuffle = false) : SweepValue
{
    internal override string KindName => "RANGE_SWEEP";

    /// <summary>True when one of the three numbers is a float, which makes all values floats.</summary>
    public bool IsFloat => Start is double || Stop is double || Step is double;
}

/// <summary><c>interval(start,end)</c>, for sweepers that draw numbers.</summary>
/// <param name="Start">Lower end, <see cref="double"/>, or <see cref="long"/> after <c>int(…)</c>.</param>
/// <param name="End">Upper end, likewise.</param>
public sealed record IntervalSweep(object Start, object End) : SweepValue
{
    internal override string KindName => "INTERVAL_SWEEP";
}

/// <summary><c>zip(a,b,c)</c>: varies together with the other zipped sweeps of the same tags, value by value.</summary>
/// <param name="Values">The values, a choice or a range.</param>
public sealed record ZipSweep(SweepValue Values) : SweepValue
{
    internal override string KindName => "ZIP_SWEEP";
}

/// <summary><c>glob(include,exclude)</c>: the options of a config group by pattern.</summary>
/// <param name="Include">Patterns (<c>*</c>, <c>?</c>, <c>[ab]</c>), case-sensitive.</param>
/// <param name="Exclude">Patterns that take options away again.</param>
public sealed record GlobSweep(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude) : SweepValue
{
    /// <summary>True when an option is included and not excluded.</summary>
    public bool Matches(string option) =>
        Include.Any(pattern => GlobPattern.Matches(pattern, option)) && !Exclude.Any(pattern => GlobPattern.Matches(pattern, option));

    internal override string KindName => "GLOB_CHOICE_SWEEP";
}
