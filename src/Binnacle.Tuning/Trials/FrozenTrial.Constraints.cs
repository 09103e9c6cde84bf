using System.Globalization;

namespace Binnacle.Tuning;

public sealed partial record FrozenTrial
{
    /// <summary>The system attribute that holds the constraint values as a list.</summary>
    internal const string ConstraintsKey = "constraints";

    // Optuna 5 keeps each constraint under a name of its own.
    private const string NamedConstraintPrefix = ConstraintsKey + ":";

    /// <summary>The values of the trial's constraints; null when none are known. It is feasible when none is above zero.</summary>
    public IReadOnlyList<double>? Constraints
    {
        get
        {
            if (PlainData.Numbers(SystemAttributes.GetValueOrDefault(ConstraintsKey)) is { } list)
                return list;
            double[] named = [.. SystemAttributes
                .Where(item => item.Key.StartsWith(NamedConstraintPrefix, StringComparison.Ordinal) && item.Value is (double or long))
                .Select(item => Convert.ToDouble(item.Value, CultureInfo.InvariantCulture))];
            return named.Length == 0 ? null : named;
        }
    }
}
