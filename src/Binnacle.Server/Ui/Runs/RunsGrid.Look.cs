using System.Globalization;
using System.Text;
using Binnacle.Server.Ui.Runs.Filtering;
using Binnacle.Server.Ui.Shared;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Runs;

/// <summary>How the table's parts look.</summary>
public sealed partial class RunsGrid
{
    private const int PlainPick = 42, ChartPick = 92;

    private FilterBox? _filterBox;

    private int PickWidth => _view.Charts ? ChartPick : PlainPick;

    private string TableStyle => string.Create(
        CultureInfo.InvariantCulture, $"--pick:{PickWidth}px;--name:{_shown[0].Pixels}px;--others:{_shown.Skip(1).Sum(choice => choice.Pixels)}px");

    /// <summary>A rule for each column, in their order: cells of thousands of rows need no style of their own. What is to spare is shared out.</summary>
    private MarkupString Widths
    {
        get
        {
            StringBuilder rules = new("<style>");
            for (int i = 0; i < _shown.Count; i++)
                rules.Append(CultureInfo.InvariantCulture, $".runs .grid :is(td, .headings th):nth-child({i + 2}) {{ {WidthOf(i, 1)} }}\n");
            return new MarkupString(rules.Append("</style>").ToString());
        }
    }

    private string CountText
    {
        get
        {
            string runs = List.Ids.Count switch
            {
                0 => "No runs",
                1 => "1 run",
                int count => $"{NumberText.Count(count)} runs",
            };
            if (_narrowed is not null)
                return $"{runs} of {NumberText.Count(Found.Ids.Count)} within the ranges drawn below";
            return List.Groups is { } groups && !_plan.IsNested ? $"{runs} in {NumberText.Count(groups.Count)} groups" : runs;
        }
    }

    private string Empty => _view switch
    {
        _ when _narrowed is not null => "No run lies within the ranges drawn on the charts below. A click on an axis takes its range away.",
        { Filter.Length: > 0 } => "No run matches the filter. Change it, or remove it to see all runs.",
        { Status: not null } or { Since: not null } => "No run has this status and start. Choose “Any status” and “Any time” to see all runs.",
        { Lifecycle: Tracking.ViewType.DeletedOnly } => "No run is deleted. What you delete stays here until it is removed for good with “binnacle gc”.",
        _ => "No runs yet. Start a job with this experiment's name: its run appears here while it trains.",
    };

    private string RowCss(GridRow row) => row.Place switch
    {
        { RunId: null } => "group-head",
        { RunId: { } id } when _selection.Contains(id) => "selected",
        _ => "",
    };

    private string FoldLabel(GridRow row) =>
        $"{(row.Place.IsOpen ? "Close" : "Open")} {(row.Run is { } run ? RunLink.NameOf(run.Run.Info) : row.Place.Group!.Value ?? "runs without a value")}";

    /// <summary>The cells behind the name, as the columns are arranged now.</summary>
    private RowCells Cells() =>
        new([.. _shown.Select((choice, i) => (choice.Column, CssOf(choice), PinOf(i))).Skip(1)], Time.GetUtcNow());

    private string? SortOf(RunColumn column) => column != _view.Sort ? null : _view.Descending ? "descending" : "ascending";

    private static string CssOf(ColumnChoice choice)
    {
        string css = choice.Column == RunColumn.Name ? "name" : choice.Column.IsNumber ? "number" : choice.Column.Group == ColumnGroup.Params ? "param" : "text";
        return choice.Pinned ? css + " pinned" : css;
    }

    /// <summary>Where a pinned column stays; those before it take their room.</summary>
    private string? PinOf(int index) => _shown[index].Pinned
        ? string.Create(CultureInfo.InvariantCulture, $"left:{PickWidth + _shown.Take(index).Sum(choice => choice.Pixels)}px")
        : null;

    /// <summary>Neighbouring columns of the same kind have one heading.</summary>
    private IEnumerable<(ColumnGroup Group, int Count, string Style)> HeadingGroups()
    {
        for (int i = 0, start = 0; i < _shown.Count; i++)
        {
            if (i + 1 < _shown.Count && _shown[i + 1].Column.Group == _shown[i].Column.Group)
                continue;
            yield return (_shown[i].Column.Group, i + 1 - start, WidthOf(start, i + 1 - start));
            start = i + 1;
        }
    }

    // The name, which comes first, is narrower on a narrow screen.
    private string WidthOf(int first, int count)
    {
        int whole = _shown.Skip(first).Take(count).Sum(choice => choice.Pixels), fix = first == 0 ? whole - _shown[0].Pixels : whole;
        return string.Create(CultureInfo.InvariantCulture, $"width:{(first == 0 ? $"calc(var(--name) + {fix}px)" : $"{fix}px")};flex-grow:{whole}");
    }

    private IEnumerable<string> ValuesInView(RunColumn column) =>
        _window.Rows.Select(row => row.Run).OfType<RunRow>().Select(row => column.Group == ColumnGroup.Params
            ? row.Run.Params.GetValueOrDefault(column.Key) : row.Run.Tags.GetValueOrDefault(column.Key)).OfType<string>();
}
