namespace Binnacle.Server.Ui.Runs;

/// <summary>Which rows the table has: every run, or a heading for every group and the runs of the open ones.</summary>
internal sealed class RowPlan
{
    private readonly RunList _list;
    private readonly bool[] _open = [];
    // The row of each group's heading; one more for the end.
    private readonly int[] _starts = [0];

    public RowPlan(RunList list, IReadOnlyCollection<string> open)
    {
        _list = list;
        if (list.Groups is not { } groups)
        {
            Count = list.Ids.Count;
            return;
        }

        HashSet<string> wanted = new(open, StringComparer.Ordinal);
        _open = [.. groups.Select(group => wanted.Contains(group.Value ?? ""))];
        _starts = new int[groups.Count + 1];
        for (int i = 0; i < groups.Count; i++)
            _starts[i + 1] = _starts[i] + 1 + (_open[i] ? groups[i].Count - (IsNested ? 1 : 0) : 0);
        Count = _starts[^1];
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>Whether a group's heading is itself a run.</summary>
    public bool IsNested => _list.Depths is not null;

    /// <summary>What stands in some rows.</summary>
    public IReadOnlyList<PlannedRow> Rows(int first, int count)
    {
        PlannedRow[] places = new PlannedRow[Math.Clamp(Count - first, 0, count)];
        for (int i = 0; i < places.Length; i++)
            places[i] = At(first + i);
        return places;
    }

    private PlannedRow At(int row)
    {
        if (_list.Groups is not { } groups)
            return new PlannedRow(row, _list.Ids[row]);
        int index = Array.BinarySearch(_starts, row);
        int group = index >= 0 ? index : ~index - 1;
        int inside = row - _starts[group];
        RunGroup found = groups[group];
        if (inside == 0)
            return new PlannedRow(row, IsNested ? _list.Ids[found.Start] : null, found, _open[group]);
        int place = found.Start + inside - (IsNested ? 0 : 1);
        return new PlannedRow(row, _list.Ids[place], Depth: _list.Depths?[place] ?? 1);
    }
}
