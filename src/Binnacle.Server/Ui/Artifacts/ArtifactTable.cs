using System.Text;
using System.Text.Json;

namespace Binnacle.Server.Ui.Artifacts;

/// <summary>The beginning of a file with rows and columns.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each with as many cells as there are headings at most.</param>
/// <param name="IsCut">Whether the file has more rows.</param>
internal sealed record ArtifactTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool IsCut)
{
    private const int MostRows = 500;
    private const int MostColumns = 200;

    /// <summary>Reads values with commas or tabs between them, or the JSON that <c>log_table</c> writes; null for anything else.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">Its name decides how it is read.</param>
    /// <param name="textIsCut">Whether the text is only the file's beginning.</param>
    public static ArtifactTable? Of(string text, string path, bool textIsCut)
    {
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return Separated(text, ',', textIsCut);
        if (path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase))
            return Separated(text, '\t', textIsCut);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !textIsCut ? Logged(text) : null;
    }

    private static ArtifactTable? Separated(string text, char separator, bool textIsCut)
    {
        List<IReadOnlyList<string>> rows = [];
        int place = 0;
        while (place < text.Length && rows.Count <= MostRows + 1)
            rows.Add(Row(text, separator, ref place));
        // The last row of a cut text may be half of one.
        if (textIsCut && place >= text.Length && rows.Count > 1)
            rows.RemoveAt(rows.Count - 1);
        if (rows.Count == 0)
            return null;
        return new ArtifactTable(rows[0], rows.GetRange(1, Math.Min(rows.Count - 1, MostRows)), textIsCut || rows.Count > MostRows + 1);
    }

    private static List<string> Row(string text, char separator, ref int place)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (; place < text.Length; place++)
        {
            char c = text[place];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (place + 1 < text.Length && text[place + 1] == '"')
                    cell.Append(text[++place]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator || c == '\n')
            {
                Add(cells, cell);
                if (c == '\n')
                {
                    place++;
                    return cells;
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        Add(cells, cell);
        return cells;
    }

    private static void Add(List<string> cells, StringBuilder cell)
    {
        if (cells.Count < MostColumns)
            cells.Add(cell.ToString());
        cell.Clear();
    }

    private static ArtifactTable? Logged(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("columns", out JsonElement columns) || columns.ValueKind != JsonValueKind.Array
                || !root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            IReadOnlyList<string>[] rows = [.. data.EnumerateArray().Take(MostRows)
                .Select(row => row.ValueKind == JsonValueKind.Array ? (IReadOnlyList<string>)[.. row.EnumerateArray().Take(MostColumns).Select(Cell)] : [Cell(row)])];
            return new ArtifactTable([.. columns.EnumerateArray().Take(MostColumns).Select(Cell)], rows, data.GetArrayLength() > MostRows);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cell(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
