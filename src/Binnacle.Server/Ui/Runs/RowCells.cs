using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Runs;

/// <summary>
/// The cells of a row that only show something, as one piece of markup: a window of rows is then a hundred pieces
/// to compare, send and parse, not thousands, which scrolling needs.
/// </summary>
/// <param name="columns">Their columns, each with the attributes of its cells.</param>
/// <param name="now">The moment that running times are told for.</param>
internal sealed class RowCells(IReadOnlyList<(RunColumn Column, string Css, string? Style)> columns, DateTimeOffset now)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string[] _starts = [.. columns.Select(column => $"<td role=\"cell\" class=\"{column.Css}\"{(column.Style is { } style ? $" style=\"{style}\"" : "")}")];
    private readonly StringBuilder _html = new();

    public MarkupString Of(GridRow row)
    {
        _html.Clear();
        for (int i = 0; i < _starts.Length; i++)
        {
            RunColumn column = columns[i].Column;
            RunCell cell = CellOf(row, column);
            _html.Append(_starts[i]);
            if (cell.Hint is { } hint)
                _html.Append(" title=\"").Append(Encoder.Encode(hint)).Append('"');
            _html.Append('>');
            AppendContent(row.Run?.Run, column, cell);
            _html.Append("</td>");
        }

        return new MarkupString(_html.ToString());
    }

    private void AppendContent(Run? run, RunColumn column, RunCell cell)
    {
        if (run is not null && column == RunColumn.Status)
            AppendState(RunState.Of(run, now));
        else if (column == RunColumn.Started && run?.Info.StartTime is { } start)
            AppendMoment(start, cell);
        else if (column == RunColumn.Ended && run?.Info.EndTime is { } end)
            AppendMoment(end, cell);
        else
            _html.Append(cell.Text is { } text ? Encoder.Encode(text) : run is null ? "" : "–");
    }

    private void AppendState(RunState state) =>
        _html.Append("<span class=\"state glyph state-").Append(state.Style).Append("\" title=\"").Append(Encoder.Encode(state.Hint)).Append("\">").Append(state.Name).Append("</span>");

    private void AppendMoment(long time, RunCell cell) =>
        _html.Append("<local-time datetime=\"").Append(TimeText.Iso(time)).Append("\" mode=\"relative\">").Append(Encoder.Encode(cell.Text ?? "")).Append("</local-time>");

    private RunCell CellOf(GridRow row, RunColumn column) => row switch
    {
        { Run: { } run } => run.Read(column, now),
        { Totals: { } totals } => totals.GetValueOrDefault(column),
        _ => RunCell.None,
    };
}
