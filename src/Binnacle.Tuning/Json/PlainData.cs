using System.Collections.Immutable;
using System.Numerics;

namespace Binnacle.Tuning;

/// <summary>Attribute values: data that has a JSON form and is never changed once stored.</summary>
internal static class PlainData
{
    public static ImmutableSortedDictionary<string, object?> NoAttributes { get; } =
        ImmutableSortedDictionary.Create<string, object?>(StringComparer.Ordinal);

    /// <summary>A private copy of <paramref name="value"/> in plain types (<see cref="PythonJson"/>).</summary>
    /// <exception cref="ArgumentException">The value is no plain data.</exception>
    public static object? Freeze(object? value) => value switch
    {
        null or bool or long or double or string or BigInteger => value,
        int integer => (long)integer,
        _ => PythonJson.Parse(PythonJson.Write(value)),
    };

    /// <summary>A private copy of attributes.</summary>
    /// <exception cref="ArgumentException">A value is no plain data.</exception>
    public static ImmutableSortedDictionary<string, object?> FreezeAll(IReadOnlyDictionary<string, object?>? attributes)
    {
        var frozen = NoAttributes;
        foreach (var (key, value) in attributes ?? NoAttributes)
            frozen = frozen.SetItem(key, Freeze(value));
        return frozen;
    }

    /// <summary>The numbers of a list, or null when the value is no list of numbers.</summary>
    public static double[]? Numbers(object? value) =>
        value is IReadOnlyList<object?> list && list.All(item => item is double or long or bool)
            ? [.. list.Select(item => Convert.ToDouble(item, null))]
            : null;
}
