using System.Globalization;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A column as somebody arranged it.</summary>
/// <param name="Column">What it shows.</param>
/// <param name="Pinned">Whether it stays in view while the table is moved sideways.</param>
/// <param name="Width">Its width in pixels; null for the usual one.</param>
public sealed record ColumnChoice(RunColumn Column, bool Pinned = false, int? Width = null)
{
    /// <summary>Least and greatest width in pixels.</summary>
    public const int LeastWidth = 56, GreatestWidth = 900;

    /// <summary>The width in pixels.</summary>
    public int Pixels => Width ?? Column switch
    {
        { Group: ColumnGroup.Run, Key: "name" } => 230,
        { Group: ColumnGroup.Run, Key: "status" } => 126,
        { Group: ColumnGroup.Run, Key: "started" or "ended" } => 144,
        { Group: ColumnGroup.Run, Key: "duration" or "commit" } => 108,
        { Group: ColumnGroup.Run, Key: "id" or "parent" or "description" } => 270,
        { Group: ColumnGroup.Run } => 140,
        // Room for the heading, within bounds: names of metrics are long.
        _ => Math.Clamp(46 + (Column.Title.Length * 7), 112, 190),
    };

    /// <summary>As an address writes it: <c>metrics.loss</c>, pinned <c>metrics.loss:p</c>, with a width <c>metrics.loss:180</c>.</summary>
    public string ToText() => Uri.EscapeDataString(Column.Id) + (Pinned ? ":p" : "") + (Width is { } width ? string.Create(CultureInfo.InvariantCulture, $":{width}") : "");

    /// <summary>Reads it back; null where it names no column.</summary>
    public static ColumnChoice? Parse(string text)
    {
        string[] parts = text.Split(':');
        if (RunColumn.Parse(Uri.UnescapeDataString(parts[0])) is not { } column)
            return null;
        int? width = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && parts.Length > 1
            ? Math.Clamp(pixels, LeastWidth, GreatestWidth) : null;
        return new ColumnChoice(column, parts.Skip(1).Contains("p"), width);
    }
}
