using Binnacle.Server.Ui.Charts;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The charts below the table: which runs they show in which colour, and the ranges drawn on them, which narrow the table.</summary>
public sealed partial class RunsGrid
{
    private const int MostCharted = 20;

    // While ranges are drawn: the runs within them, and all that the charts showed when they were drawn.
    private (IReadOnlyList<string> Charted, HashSet<string> Within)? _ranges;
    private RunList? _narrowed;

    /// <summary>The runs that the view finds.</summary>
    private RunList Found => _lease?.Current ?? RunList.Empty;

    /// <summary>The runs that the table shows: those found, or of them the ones within the ranges drawn on the charts.</summary>
    private RunList List => _narrowed ?? Found;

    /// <summary>The runs whose charts are shown: the chosen ones, else the first found; hidden ones are left out.</summary>
    /// <remarks>While ranges are drawn, the charts stay those that they are drawn on.</remarks>
    private IReadOnlyList<string> Charted => Shown(_ranges?.Charted ?? FirstOrChosen);

    private IEnumerable<string> FirstOrChosen => _selection.Count(Found) > 0 ? _selection.Of(Found) : Found.Ids;

    private string ColorOf(string runId)
    {
        if (_view.Colors.TryGetValue(runId, out string? color))
            return color;
        int place = Charted.ToList().IndexOf(runId);
        return place < 0 ? "#9aa4b0" : RunColors.Of(place);
    }

    /// <summary>Shows only those runs that lie within the ranges drawn; with null, all again.</summary>
    private async Task NarrowAsync(IReadOnlyList<string>? runs)
    {
        _ranges = runs is null ? null : (_ranges?.Charted ?? Charted, [.. runs]);
        _wanted = (0, _wanted.Count);
        Arrange();
        await ReadWindowAsync();
    }

    // Another list has other first runs; their charts draw the ranges of the address again, and tell which runs are within.
    private void KeepRanges()
    {
        if (_ranges is { } ranges)
            _ranges = (Shown(FirstOrChosen), ranges.Within);
    }

    private IReadOnlyList<string> Shown(IEnumerable<string> ids) => [.. ids.Where(id => !_view.Hidden.Contains(id)).Take(MostCharted)];

    // A few runs stand in one list, whatever they are grouped by.
    private RunList? Narrowed() => _view.Charts && _ranges is { } ranges ? new RunList(RunIds.Of([.. Found.Ids.Where(ranges.Within.Contains)])) : null;
}
