using System.Globalization;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Numbers as text for reading; the whole value goes into the hint beside it.</summary>
internal static class NumberText
{
    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>About five significant digits: <c>0.97461</c>, <c>1.2e-07</c>, <c>1,234,567</c>.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        if (double.IsNaN(value))
            return "NaN";
        // MLflow's databases hold the greatest number in place of infinity.
        if (size >= double.MaxValue)
            return value > 0 ? "∞" : "−∞";
        if (value == Math.Floor(value) && size < 1e9)
            return Count((long)value);
        return size is >= 1e-4 and < 1e6
            ? Math.Round(value, Math.Clamp(4 - (int)Math.Floor(Math.Log10(size)), 0, 15)).ToString("0.#########", CultureInfo.InvariantCulture)
            : value.ToString("0.####e+00", CultureInfo.InvariantCulture);
    }

    /// <summary>How many there are: <c>12</c>, <c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Full(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Bytes(long count)
    {
        double size = count;
        int unit = 0;
        for (; size >= 1000 && unit < ByteUnits.Length - 1; unit++)
            size /= 1000;
        return FormattableString.Invariant($"{(unit == 0 ? size : Math.Round(size, size < 10 ? 1 : 0))} {ByteUnits[unit]}");
    }
}
