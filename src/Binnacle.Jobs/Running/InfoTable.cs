namespace Binnacle.Jobs;

/// <summary>A table of texts for <c>--info</c>, its columns as wide as what they hold.</summary>
internal static class InfoTable
{
    /// <summary>The lines of the table: heading, rule, rows, rule.</summary>
    /// <param name="heading">The names of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="trail">What follows the heading, as Hydra prints it.</param>
    public static IEnumerable<string> Lines(string[] heading, IReadOnlyList<string[]> rows, string trail = "")
    {
        int[] widths = [.. heading.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];
        string first = Line(heading, widths) + trail;
        string rule = new('-', first.Length);
        return [first, rule, .. rows.Select(row => Line(row, widths)), rule];
    }

    private static string Line(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |";
}
