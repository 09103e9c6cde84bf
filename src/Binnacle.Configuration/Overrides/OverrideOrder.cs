using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Sorts values as Python does: numbers and bools together, text by code points, lists item by item.</summary>
internal static class OverrideOrder
{
    public static IReadOnlyList<OverrideValue> Sort(IReadOnlyList<OverrideValue> items, bool reverse)
    {
        // LINQ's sort is stable in both directions, as Python's is.
        var comparer = Comparer<OverrideValue>.Create(Compare);
        try
        {
            return items.Count < 2 ? items : [.. reverse ? items.OrderDescending(comparer) : items.Order(comparer)];
        }
        catch (InvalidOperationException error) when (error.InnerException is OverrideFunctionException refused)
        {
            throw new OverrideFunctionException(refused.Kind, refused.Message);
        }
    }

    private static int Compare(OverrideValue? left, OverrideValue? right) => (left, right) switch
    {
        (ListValue a, ListValue b) => CompareLists(a.Items, b.Items),
        _ when Text(left) is { } a && Text(right) is { } b => CodePointComparer.Instance.Compare(a, b),
        _ when Number(left) is { } a && Number(right) is { } b => a.CompareTo(b),
        _ => throw new OverrideFunctionException(
            "TypeError", $"'<' not supported between instances of '{OverrideFunctions.PythonType(right)}' and '{OverrideFunctions.PythonType(left)}'"),
    };

    private static int CompareLists(IReadOnlyList<OverrideValue> left, IReadOnlyList<OverrideValue> right)
    {
        for (int i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (Compare(left[i], right[i]) is not 0 and var order)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }

    private static string? Text(OverrideValue? value) => value switch
    {
        QuotedValue quoted => quoted.Value,
        ScalarValue { Value: string text } => text,
        _ => null,
    };

    private static double? Number(OverrideValue? value) => value switch
    {
        ScalarValue { Value: bool flag } => flag ? 1 : 0,
        ScalarValue { Value: long number } => number,
        ScalarValue { Value: double number } => number,
        ScalarValue { Value: BigInteger number } => (double)number,
        _ => null,
    };
}
