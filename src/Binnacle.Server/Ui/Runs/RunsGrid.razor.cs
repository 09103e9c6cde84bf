using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The runs of an experiment as a table that follows the store.</summary>
[StreamRendering]
public sealed partial class RunsGrid : IAsyncDisposable
{
    private const int FirstRows = 40;
    private const float RowHeight = 37;

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _selected = [];
    private RunsView _view = new();
    private RunColumns _columns = RunColumns.Of([]);
    private List<Run> _found = [];
    private List<Run> _rows = [];
    private string _draft = "";
    private string? _error;
    private string? _lastQuery;
    private bool _isLoaded;
    private IJSObjectReference? _address;

    /// <summary>The experiment whose runs are shown.</summary>
    [Parameter, EditorRequired]
    public required string ExperimentId { get; set; }

    /// <summary>The query of the page's address: filter, sort, columns.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private ITrackingStore Store { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IReadOnlyList<RunColumn> Shown => _view.Columns ?? _columns.ByDefault;

    private string CountText => _rows.Count switch
    {
        0 => "No runs",
        1 => "1 run",
        _ => FormattableString.Invariant($"{_rows.Count:#,0} runs"),
    };

    private string Empty => _view.Filter.Length > 0
        ? "No run matches the filter. Change it, or remove it to see all runs."
        : "No runs yet. Start a job with this experiment's name: its run appears here while it trains.";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        try
        {
            if (_address is not null)
                await _address.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its scripts with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_lastQuery == Query)
            return;
        _lastQuery = Query;
        _view = RunsView.Parse(Query);
        _draft = _view.Filter;
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = Poll.RepeatAsync(Time, () => InvokeAsync(RefreshAsync), _stop.Token);
    }

    private async Task RefreshAsync()
    {
        List<Run> before = _found;
        await LoadAsync();
        bool running = _rows.Exists(run => run.Info.Status == RunStatus.Running);
        if (running || !before.SequenceEqual(_found, ReferenceEqualityComparer.Instance))
            StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            var query = new RunQuery { ExperimentIds = [ExperimentId], Filter = _view.Filter, View = _view.Lifecycle };
            List<Run> found = await Store.AllRunsAsync(query, _stop.Token);
            _error = null;
            _isLoaded = true;
            if (found.SequenceEqual(_found, ReferenceEqualityComparer.Instance))
                return;
            _found = found;
            _columns = RunColumns.Of(found);
            Sort();
            _selected.IntersectWith(found.Select(run => run.Info.RunId));
        }
        catch (TrackingException refused)
        {
            _error = refused.Message;
        }
    }

    private void Sort() => _rows = _view.Order(_found, Time.GetUtcNow());

    private Task SearchAsync() => ShowAsync(_view with { Filter = _draft.Trim() });

    private Task ClearFilterAsync()
    {
        _draft = "";
        return SearchAsync();
    }

    private Task ChangeStateAsync(ChangeEventArgs change) =>
        ShowAsync(_view with { Lifecycle = RunsView.ParseLifecycle(change.Value as string) });

    private Task PickColumnsAsync(IReadOnlyList<RunColumn>? picked) => ShowAsync(_view with { Columns = picked });

    private async Task ShowAsync(RunsView view)
    {
        bool searchAgain = view.Filter != _view.Filter || view.Lifecycle != _view.Lifecycle || _error is not null;
        _view = view;
        _lastQuery = view.ToQuery();
        if (searchAgain)
            await LoadAsync();
        Sort();
        _address ??= await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["assets/address.js"]);
        await _address.InvokeVoidAsync("show", AddressOf(view));
    }

    private void SelectAll(ChangeEventArgs change)
    {
        _selected.Clear();
        if (change.Value is true)
            _selected.UnionWith(_rows.Select(run => run.Info.RunId));
    }

    private void Select(string runId, bool selected)
    {
        if (selected)
            _selected.Add(runId);
        else
            _selected.Remove(runId);
    }

    private string AddressOf(RunsView view) => RunLink.Experiment(ExperimentId) + view.ToQuery();

    private string? SortOf(RunColumn column) => column != _view.Sort ? null : _view.Descending ? "descending" : "ascending";

    private static string CssOf(RunColumn column) =>
        column == RunColumn.Name ? "name" : column.IsNumber ? "number" : column.Group == ColumnGroup.Params ? "param" : "text";
}
