namespace Binnacle.Configuration;

/// <summary>Lines of cells in aligned columns, two blanks between them; the last column is not padded.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max())];
        return rows.Prepend(titles).Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
