using System.Globalization;

namespace Binnacle.Server.Ui.Runs;

/// <summary>One value of the runs table: what is shown, and what it is sorted by.</summary>
/// <param name="Text">What is shown; null when the run has no such value.</param>
/// <param name="Number">The value as a number, when it is one.</param>
/// <param name="Hint">The whole value, when the text is shortened.</param>
public readonly record struct RunCell(string? Text, double? Number = null, string? Hint = null)
{
    /// <summary>The run has no such value.</summary>
    public static RunCell None => default;

    /// <summary>A text, which counts as a number when it reads as one.</summary>
    public static RunCell OfText(string text) =>
        new(text, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null);

    /// <summary>Numbers before texts, NaN after the numbers.</summary>
    internal int OrderAgainst(RunCell other) => (Number, other.Number) switch
    {
        ({ } a, { } b) => double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.Compare(Text, other.Text, StringComparison.OrdinalIgnoreCase),
    };
}
