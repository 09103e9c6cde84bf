using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The runs of an experiment as a table that reads the rows in view and follows the store.</summary>
[StreamRendering]
public sealed partial class RunsGrid : IAsyncDisposable
{
    private const int FirstRows = 36;
    private static readonly TimeSpan ColumnsInterval = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly RunSelection _selection = new();
    private RunsView _view = new();
    private RunColumns _columns = RunColumns.None;
    private IReadOnlyList<ColumnChoice> _shown = [];
    private RunListLease? _lease;
    private RowPlan _plan = new(RunList.Empty, []);
    private GridWindow _window = GridWindow.Empty;
    private (int First, int Count) _wanted = (0, FirstRows);
    private TrackingException? _error;
    private string? _lastQuery;
    private string? _said;
    private bool _isLoaded;
    private bool _isFollowing;
    private int _turn;
    private int _stale;
    private long _columnsRead;
    private GridScript? _script;

    /// <summary>The experiment whose runs are shown.</summary>
    [Parameter, EditorRequired]
    public required string ExperimentId { get; set; }

    /// <summary>The query of the page's address: filter, sort, columns.</summary>
    [Parameter]
    public string Query { get; set; } = "";

    [Inject]
    private ITrackingStore Store { get; set; } = null!;

    [Inject]
    private RunLists Lists { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private string? Warning => _lease?.Fault is { } fault ? $"This may be old: {fault.Message}" : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _lease?.Dispose();
        if (_script is not null)
            await _script.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_lastQuery == Query)
            return;
        _lastQuery = Query;
        RunsView view = RunsView.Parse(Query);
        _selection.Read(view.Selected);
        await ShowAsync(view, remember: false);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _script = new GridScript(Js, this, Assets["assets/grid.js"], Assets["assets/address.js"]);
        if (_script is not null)
            await _script.AttachAsync(_grid);
        if (_isLoaded && !_isFollowing)
            Follow();
    }

    /// <summary>Shows a view, and puts it into the page's address.</summary>
    private async Task ShowAsync(RunsView view, bool remember = true)
    {
        string? user = await GridUser.NameAsync(Services);
        bool listChanged = _lease is null || _error is not null || RunListKey.Of(ExperimentId, user, view) != RunListKey.Of(ExperimentId, user, _view);
        _view = view;
        try
        {
            if (listChanged)
                await OpenAsync(RunListKey.Of(ExperimentId, user, view));
            Arrange();
            await ReadWindowAsync();
            _error = null;
        }
        catch (TrackingException refused)
        {
            _error = refused;
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException && _stop.IsCancellationRequested)
        {
            // The page was left.
            return;
        }

        _isLoaded = true;
        if (remember)
            await RememberAsync(toTop: listChanged);
    }

    private async Task RememberAsync(bool toTop = false, bool replace = false)
    {
        _lastQuery = _view.ToQuery();
        if (_script is not null)
            await _script.ShowAddressAsync(AddressOf(_view), toTop, replace);
    }

    private async Task OpenAsync(RunListKey key)
    {
        RunListLease opened = await Lists.OpenAsync(Store, key, _stop.Token);
        _lease?.Dispose();
        _lease = opened;
        _isFollowing = false;
        KeepRanges();
        _wanted = (0, Math.Max(_wanted.Count, FirstRows));
        await ReadColumnsAsync();
    }

    private async Task ReadColumnsAsync()
    {
        _columnsRead = Time.GetTimestamp();
        _columns = await RunColumns.ReadAsync(Store, ExperimentId, Found.Ids.Range(0, Math.Min(100, Found.Ids.Count)), _stop.Token);
    }

    /// <summary>What follows from the view and the list: the columns, the name first, then pinned ones, and which rows there are.</summary>
    private void Arrange()
    {
        IReadOnlyList<ColumnChoice> picked = _view.Columns ?? _columns.ByDefault;
        ColumnChoice name = picked.FirstOrDefault(choice => choice.Column == RunColumn.Name) ?? new ColumnChoice(RunColumn.Name, Pinned: true);
        _shown = [name, .. picked.Where(choice => choice.Column != RunColumn.Name).OrderBy(choice => !choice.Pinned)];
        _narrowed = Narrowed();
        _plan = new RowPlan(List, _view.Open);
    }

    /// <summary>Reads the rows wanted now; an answer that another one has overtaken is dropped.</summary>
    private async Task ReadWindowAsync()
    {
        int turn = ++_turn;
        GridWindow window = await GridWindow.ReadAsync(
            Store, List, _plan, _wanted.First, _wanted.Count, [.. _shown.Select(choice => choice.Column)], Time.GetUtcNow(), _stop.Token);
        // Rows that are all gone at once: is the store still there? What is shown stays when it is not.
        if (window.Rows.Any(row => row.Place.RunId is not null) && window.Rows.All(row => row.Run is null))
            _ = await Store.GetExperimentAsync(ExperimentId, _stop.Token);
        if (turn == _turn)
            _window = window;
    }

    private void Follow()
    {
        _isFollowing = true;
        _lease?.Follow(() =>
        {
            // One refresh at a time: what changes meanwhile is seen by the next.
            if (Interlocked.Exchange(ref _stale, 1) == 0)
                _ = InvokeAsync(RefreshAsync);
        });
    }

    private async Task RefreshAsync()
    {
        try
        {
            // While the store is away, what is shown stays.
            if (_lease?.Fault is not null)
            {
                StateHasChanged();
                return;
            }

            if (Time.GetElapsedTime(_columnsRead) > ColumnsInterval || _columns.All.Count == RunColumn.Attributes.Count)
                await ReadColumnsAsync();
            Volatile.Write(ref _stale, 0);
            Arrange();
            await ReadWindowAsync();
            StateHasChanged();
        }
        catch (TrackingException)
        {
            // What is shown stays, and the list says why it may be old.
            StateHasChanged();
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        finally
        {
            Volatile.Write(ref _stale, 0);
        }
    }

    private string AddressOf(RunsView view) => RunLink.Experiment(ExperimentId) + view.ToQuery();
}
