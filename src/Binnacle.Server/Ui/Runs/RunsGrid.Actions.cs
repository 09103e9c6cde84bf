using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Runs;

/// <summary>What can be done with the runs chosen in the table.</summary>
public sealed partial class RunsGrid
{
    private const int MostCompared = 200;

    private int? _lastPicked;
    private RunAction? _asked;
    private IReadOnlyList<string> _undo = [];

    private int SelectedCount => _selection.Count(List);

    private string CompareAddress => RunLink.Compare(_selection.Of(List).Take(MostCompared));

    private string ChartsAddress => RunLink.Charts(_selection.Of(List).Take(MostCompared), _view.Colors);

    private Task SearchAsync(string filter) => ShowAsync(_view with { Filter = filter.Trim() });

    private Task SelectAllAsync(ChangeEventArgs change)
    {
        if (_narrowed is null)
            _selection.SetAll(change.Value is true);
        else
            _narrowed.Ids.ToList().ForEach(id => _selection.Set(id, change.Value is true));
        return KeepSelectionAsync();
    }

    private Task ClearAsync()
    {
        _selection.SetAll(false);
        return KeepSelectionAsync();
    }

    private Task KeepSelectionAsync()
    {
        _view = _view with { Selected = _selection.Listed };
        return RememberAsync(replace: true);
    }

    /// <summary>With the shift key, all rows since the last one that was clicked.</summary>
    private Task PickAsync(PlannedRow row, MouseEventArgs click)
    {
        bool selected = !_selection.Contains(row.RunId!);
        int from = click.ShiftKey && _lastPicked is { } last && last < _plan.Count ? last : row.Row;
        foreach (PlannedRow place in _plan.Rows(Math.Min(from, row.Row), Math.Abs(from - row.Row) + 1))
        {
            if (place.RunId is { } id)
                _selection.Set(id, selected);
        }

        _lastPicked = row.Row;
        return KeepSelectionAsync();
    }

    private Task ToggleGroupAsync(PlannedRow row) => ShowAsync(_view with { Open = RunsView.Toggle(_view.Open, row.Group!.Value ?? "") });

    private Task HideAsync(string runId) => ShowAsync(_view with { Hidden = RunsView.Toggle(_view.Hidden, runId) });

    private Task ColorAsync(string runId, string? color) => color is null || !RunsView.IsColor(color)
        ? Task.CompletedTask
        : ShowAsync(_view with { Colors = new Dictionary<string, string>(_view.Colors) { [runId] = color } });

    private void Ask(RunAction action) => (_asked, _said, _undo) = (action, null, []);

    private async Task ActAsync(RunActionRequest request)
    {
        _asked = null;
        string[] ids = [.. _selection.Of(List)];
        int done = 0;
        try
        {
            foreach (string id in ids)
            {
                await request.ApplyAsync(Store, id);
                done++;
            }

            _said = request.Said(done);
        }
        catch (TrackingException refused)
        {
            _said = $"{request.Said(done)} Then the store refused: {refused.Message}";
        }

        _undo = request.Action == RunAction.Delete && done > 0 ? ids[..done] : [];
        if (request.Action != RunAction.Tag)
            await ClearAsync();
        await ReloadAsync();
    }

    private async Task UndoAsync()
    {
        foreach (string id in _undo)
            await Store.RestoreRunAsync(id);
        (_said, _undo) = (_undo.Count == 1 ? "1 run is back." : $"{NumberText.Count(_undo.Count)} runs are back.", []);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        await OpenAsync(RunListKey.Of(ExperimentId, await GridUser.NameAsync(Services), _view));
        Arrange();
        await ReadWindowAsync();
    }

    private async Task ExportAsync()
    {
        IReadOnlyList<string> ids = SelectedCount > 0 ? [.. _selection.Of(List)] : [.. List.Ids];
        await using RunCsv csv = await RunCsv.WriteAsync(Store, ids, [.. _shown.Select(choice => choice.Column)], Time.GetUtcNow(), _stop.Token);
        using DotNetStreamReference stream = new(csv.Content, leaveOpen: true);
        if (_script is not null)
            await _script.CallAsync<object?>("save", $"runs-{ExperimentId}.csv", stream);
    }
}
