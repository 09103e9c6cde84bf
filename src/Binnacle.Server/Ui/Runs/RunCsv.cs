using System.Globalization;
using System.Text;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Runs as comma-separated values: a line a run, a column a column of the table, numbers in full, times in ISO 8601 (UTC).</summary>
internal sealed class RunCsv : IAsyncDisposable
{
    private const int Chunk = 1_000;

    private RunCsv(Stream content) => Content = content;

    /// <summary>The text in UTF-8, at its beginning.</summary>
    public Stream Content { get; }

    /// <summary>Writes to a temporary file, which is gone with the object: tens of thousands of runs are not held in memory.</summary>
    public static async Task<RunCsv> WriteAsync(
        ITrackingStore store, IReadOnlyList<string> ids, IReadOnlyList<RunColumn> columns, DateTimeOffset now, CancellationToken cancellationToken)
    {
        FileStream file = new(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        RunColumn[] all = columns.Contains(RunColumn.RunId) ? [.. columns] : [RunColumn.RunId, .. columns];
        RunNeeds needs = RunNeeds.Of(all);
        await using (StreamWriter writer = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            await writer.WriteAsync(Line(all.Select(column => column.Group == ColumnGroup.Run ? column.Title : column.Id)));
            foreach (string[] chunk in ids.Chunk(Chunk))
            {
                foreach (RunRow row in await RunRow.ReadAsync(store, chunk, needs, cancellationToken))
                    await writer.WriteAsync(Line(all.Select(column => Text(row, column, now))));
            }
        }

        file.Position = 0;
        return new RunCsv(file);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private static string Line(IEnumerable<string> values) => string.Join(',', values.Select(Quote)) + "\r\n";

    private static string Text(RunRow row, RunColumn column, DateTimeOffset now)
    {
        RunCell cell = row.Read(column, now);
        if (cell.Number is not { } number || column.Group is ColumnGroup.Params or ColumnGroup.Tags)
            return cell.Text ?? "";
        return column == RunColumn.Started || column == RunColumn.Ended
            ? Shared.TimeText.Iso((long)number)
            : column == RunColumn.Duration ? (number / 1000).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
    }

    // A text that a spreadsheet would take for a formula is led by an apostrophe; numbers stay numbers.
    private static string Quote(string value)
    {
        bool isFormula = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string text = isFormula ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
