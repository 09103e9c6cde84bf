namespace Binnacle.Server.Ui.Runs;

/// <summary>The runs that somebody chose: a few by their ids, or all of the list but a few.</summary>
internal sealed class RunSelection
{
    // More than so many ids make an address that servers refuse.
    private const int MostListed = 100;
    private const string All = "*";

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _allBut;
    private RunList? _counted;
    private int _count;

    /// <summary>As an address writes it: ids, after a <c>*</c> those that are not chosen; empty where they are too many.</summary>
    public IReadOnlyList<string> Listed => _ids.Count > MostListed ? [] : _allBut ? [All, .. _ids] : [.. _ids];

    public bool Contains(string id) => _ids.Contains(id) != _allBut;

    /// <summary>How many of a list are chosen.</summary>
    public int Count(RunList list)
    {
        if (!ReferenceEquals(list, _counted))
            (_counted, _count) = (list, Of(list).Count());
        return _count;
    }

    public void Set(string id, bool selected)
    {
        _counted = null;
        if (selected != _allBut)
            _ids.Add(id);
        else
            _ids.Remove(id);
    }

    public void SetAll(bool selected)
    {
        _counted = null;
        _ids.Clear();
        _allBut = selected;
    }

    /// <summary>Chooses what an address names.</summary>
    public void Read(IReadOnlyList<string> listed)
    {
        SetAll(listed is [All, ..]);
        _ids.UnionWith(listed.Where(id => id != All));
    }

    /// <summary>The chosen runs, in the list's order.</summary>
    public IEnumerable<string> Of(RunList list) => _ids.Count == 0 ? _allBut ? list.Ids : [] : list.Ids.Where(Contains);
}
