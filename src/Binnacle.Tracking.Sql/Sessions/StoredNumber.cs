namespace Binnacle.Tracking.Sql;

/// <summary>Numbers as MLflow stores them: NaN as 0 with a mark, infinities as the greatest finite numbers.</summary>
internal static class StoredNumber
{
    public static (double Value, bool IsNan) Of(double value) => double.IsNaN(value)
        ? (0, true)
        : (Math.Clamp(value, double.MinValue, double.MaxValue), false);

    public static double Read(double value, bool isNan) => isNan ? double.NaN : value;
}
