namespace Binnacle.Server.Ui.Runs;

/// <summary>The runs that somebody chose: a few by their ids, or all of the list but a few.</summary>
internal sealed class RunSelection
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _allBut;

    public bool Contains(string id) => _ids.Contains(id) != _allBut;

    public int Count(RunList list) => _allBut ? list.Ids.Count - _ids.Count : _ids.Count;

    public void Set(string id, bool selected)
    {
        if (selected != _allBut)
            _ids.Add(id);
        else
            _ids.Remove(id);
    }

    public void SetAll(bool selected)
    {
        _ids.Clear();
        _allBut = selected;
    }

    /// <summary>The chosen runs, in the list's order.</summary>
    public IEnumerable<string> Of(RunList list) => _ids.Count == 0 && !_allBut ? [] : list.Ids.Where(Contains);
}
