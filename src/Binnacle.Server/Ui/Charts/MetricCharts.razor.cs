using Binnacle.Server.Live;
using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Charts;

/// <summary>Charts of one or several runs: a line chart for each metric, and others that the viewer adds.</summary>
public sealed partial class MetricCharts : IAsyncDisposable
{
    // What the board's script imports, so that it need not be read before they are asked for.
    private static readonly string[] BoardParts = ["cards", "chart-kinds", "plotly", "parallel", "sketch"];

    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _watches = [];
    private readonly HashSet<string> _changed = [];
    private List<Run> _runs = [];
    private IReadOnlyList<string> _keys = [];
    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<MetricCharts>? _self;
    private string? _fault;
    private bool _isTelling;
    private bool _isRead;
    private IReadOnlyDictionary<string, string>? _toldColors;

    /// <summary>The runs, in the order of their colours.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> RunIds { get; set; }

    /// <summary>Show the metrics of the machine instead of those of the model. Default: false.</summary>
    [Parameter]
    public bool System { get; set; }

    /// <summary>Colours that somebody gave to runs, <c>#rrggbb</c> by id. Default: none; runs have the colour of their place.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Colors { get; set; }

    /// <summary>Called with the runs within the ranges that were drawn on axes; with null when there is no range any more.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>?> Chosen { get; set; }

    [Inject]
    private ITrackingStore Store { get; set; } = null!;

    [Inject]
    private LiveRuns Live { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Tells this board from others of the page.</summary>
    private string Key => (System ? "system:" : "") + string.Join(',', RunIds);

    /// <summary>What there is to show.</summary>
    private BoardData Overview() => new(
        [.. _runs.Select((run, i) => new BoardRun(run.Info.RunId, RunLink.NameOf(run.Info), ColorOf(i), RunLink.Page(run.Info)))],
        _keys,
        System ? [] : [.. _runs.SelectMany(run => run.Params.Keys).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
        _runs.SelectMany(run => run.Metrics.Values).Select(point => point.Timestamp).DefaultIfEmpty().Max());

    /// <summary>Values of fields, a list for each run: <c>m:NAME</c> is a metric's latest value, <c>p:NAME</c> a parameter.</summary>
    [JSInvokable]
    public IReadOnlyList<IReadOnlyList<object?>> Values(string[] fields) =>
        [.. _runs.Select(run => (IReadOnlyList<object?>)[.. fields.Select(field => ValueOf(run, field))])];

    /// <summary>Tells which runs lie within the ranges drawn on axes.</summary>
    /// <param name="runs">Their ids; null where no range is drawn.</param>
    [JSInvokable]
    public Task ChooseAsync(string[]? runs) => InvokeAsync(() => Chosen.InvokeAsync(runs));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable watch in _watches)
            watch.Dispose();
        await _stop.CancelAsync();
        _stop.Dispose();
        _self?.Dispose();
        await _script.LeaveAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            // A run that was removed meanwhile has no line; the page around says which runs it shows.
            _runs = [.. await Store.GetRunsAsync(RunIds, cancellationToken: _stop.Token)];
        }
        catch (TrackingException error)
        {
            _fault = error.Message;
        }

        FindKeys();
        _isRead = true;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Before the runs are read there is nothing to show, and nothing to follow.
        if (!_isRead || _self is not null)
        {
            await TellColorsAsync();
            return;
        }

        _toldColors = Colors;
        _self = DotNetObjectReference.Create(this);
        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["assets/charts.js"]);
        await _script.InvokeVoidAsync("mount", _root, _self, Overview());
        // What is known already is told at once, and changes the list.
        foreach (string id in _runs.Select(run => run.Info.RunId).ToArray())
            _watches.Add(Live.Watch(id, state => InvokeAsync(() => FollowAsync(state))));
    }

    private string ColorOf(int place) => Colors?.GetValueOrDefault(_runs[place].Info.RunId) ?? RunColors.Of(place);

    private async Task TellColorsAsync()
    {
        if (_script is null || ReferenceEquals(_toldColors, Colors))
            return;
        _toldColors = Colors;
        await _script.InvokeVoidAsync("recolored", _root, Overview());
    }

    private async Task FollowAsync(LiveState<Run> state)
    {
        bool wasFaulty = _fault is not null;
        _fault = state.Fault;
        if (state.Value is { } now && _runs.FindIndex(run => run.Info.RunId == now.Info.RunId) is var place and >= 0)
        {
            Run before = _runs[place];
            _runs[place] = now;
            _changed.UnionWith(now.Metrics.Where(item => !before.Metrics.TryGetValue(item.Key, out Metric old) || !old.Equals(item.Value)).Select(item => item.Key));
        }

        int known = _keys.Count;
        FindKeys();
        if (wasFaulty != _fault is not null || known != _keys.Count)
            StateHasChanged();
        if (_changed.Count > 0 && !_isTelling)
            await TellAsync();
    }

    // One message at a time; what changes meanwhile goes into the next.
    private async Task TellAsync()
    {
        _isTelling = true;
        try
        {
            while (_changed.Count > 0)
            {
                string[] changed = [.. _changed];
                _changed.Clear();
                await _script!.InvokeVoidAsync("changed", _stop.Token, _root, Overview(), changed);
            }
        }
        finally
        {
            _isTelling = false;
        }
    }

    private void FindKeys() => _keys = [.. _runs.SelectMany(run => run.Metrics.Keys).Where(key => RunColumns.IsSystem(key) == System)
        .Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    private static object? ValueOf(Run run, string field) => field switch
    {
        ['m', ':', .. var metric] => run.Metrics.TryGetValue(metric, out Metric point) && double.IsFinite(point.Value) ? point.Value : null,
        ['p', ':', .. var param] => run.Params.GetValueOrDefault(param),
        _ => null,
    };
}
