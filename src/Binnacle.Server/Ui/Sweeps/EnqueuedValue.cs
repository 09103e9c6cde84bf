using System.Globalization;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>What a person typed as the value of a parameter.</summary>
internal static class EnqueuedValue
{
    /// <summary>Reads a value; the result says what is wrong with it, null when nothing is.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="text">A number; of a categorical parameter the place of the choice.</param>
    /// <param name="distribution">What the value must be in.</param>
    /// <param name="value">The value in external form.</param>
    public static string? Parse(string name, string text, Distribution distribution, out object? value)
    {
        value = null;
        switch (distribution)
        {
            case IntDistribution range:
                if (!long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long whole) || whole < range.Low || whole > range.High)
                    return $"{name}: expected a whole number from {range.Low} to {range.High}, found '{text}'.";
                value = whole;
                return null;
            case FloatDistribution range:
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) || !(real >= range.Low && real <= range.High))
                    return string.Create(CultureInfo.InvariantCulture, $"{name}: expected a number from {range.Low} to {range.High}, found '{text}'.");
                value = real;
                return null;
            case CategoricalDistribution categories:
                if (!int.TryParse(text, CultureInfo.InvariantCulture, out int place) || place < 0 || place >= categories.Choices.Length)
                    return $"{name}: there is no such choice.";
                value = categories.Choices[place];
                return null;
            default:
                return $"{name}: the kind of its distribution is unknown.";
        }
    }
}
