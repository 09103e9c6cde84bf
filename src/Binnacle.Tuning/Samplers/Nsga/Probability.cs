using System.Runtime.CompilerServices;

namespace Binnacle.Tuning;

internal static class Probability
{
    /// <summary>The number, which must lie from 0 to 1.</summary>
    public static double Checked(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "A probability lies from 0 to 1.");
}
