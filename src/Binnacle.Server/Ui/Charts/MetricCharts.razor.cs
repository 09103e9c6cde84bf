using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Charts;

/// <summary>A chart for each metric of one or several runs.</summary>
public sealed partial class MetricCharts : IAsyncDisposable
{
    private const int PointsShown = 2000;

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(string Run, string Key), Metric> _drawn = [];
    private List<Run> _runs = [];
    private IReadOnlyList<string> _keys = [];
    private string _search = "";
    private ElementReference _root;
    private IJSObjectReference? _script;

    /// <summary>The runs, in the order of their colours.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> RunIds { get; set; }

    /// <summary>Show the metrics of the machine instead of those of the model. Default: false.</summary>
    [Parameter]
    public bool System { get; set; }

    [Inject]
    private ITrackingStore Store { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("unmount", _root);
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its charts with it.
        }
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadRunsAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["assets/charts.js"]);
        await _script.InvokeVoidAsync("mount", _root, Assets[PlotlyScript.Path]);
        await DrawAsync();
        _ = Poll.RepeatAsync(Time, FollowAsync, _stop.Token);
    }

    private Task FollowAsync() =>
        _runs.Exists(run => run.Info.Status == RunStatus.Running) ? InvokeAsync(RefreshAsync) : Task.CompletedTask;

    private async Task RefreshAsync()
    {
        await ReadRunsAsync();
        StateHasChanged();
        await DrawAsync();
    }

    private async Task ReadRunsAsync()
    {
        List<Run> runs = [];
        foreach (string id in RunIds)
        {
            try
            {
                runs.Add(await Store.GetRunAsync(id, _stop.Token));
            }
            catch (TrackingException)
            {
                // A run that was removed meanwhile has no line; the page around says which runs it shows.
            }
        }

        _runs = runs;
        _keys = [.. runs.SelectMany(run => run.Metrics.Keys).Where(key => RunColumns.IsSystem(key) == System)
            .Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    private async Task DrawAsync()
    {
        foreach (string key in _keys)
        {
            if (!_runs.Exists(run => run.Metrics.TryGetValue(key, out Metric latest) && !IsDrawn(run, key, latest)))
                continue;
            ChartData data = await ReadAsync(key);
            await _script!.InvokeVoidAsync("draw", _stop.Token, _root, data);
        }
    }

    private bool IsDrawn(Run run, string key, Metric latest) =>
        _drawn.TryGetValue((run.Info.RunId, key), out Metric drawn) && drawn.Equals(latest);

    private async Task<ChartData> ReadAsync(string key)
    {
        List<ChartSeries> series = [];
        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i];
            if (!run.Metrics.TryGetValue(key, out Metric latest))
                continue;
            IReadOnlyList<Metric> points = (await Store.GetMetricHistoryAsync(run.Info.RunId, key, cancellationToken: _stop.Token)).Items;
            _drawn[(run.Info.RunId, key)] = latest;
            series.Add(Series(run, RunColors.Of(i), points));
        }

        return new ChartData(key, series);
    }

    private static ChartSeries Series(Run run, string color, IReadOnlyList<Metric> points)
    {
        Metric[] ordered = [.. points.OrderBy(point => point.Step).ThenBy(point => point.Timestamp)];
        IReadOnlyList<Metric> shown = SeriesSampling.KeepExtremes(ordered, PointsShown);
        return new ChartSeries(
            run.Info.RunId, RunLink.NameOf(run.Info), color,
            [.. shown.Select(point => point.Step)], [.. shown.Select(point => point.Timestamp)],
            [.. shown.Select(point => double.IsFinite(point.Value) ? point.Value : (double?)null)], points.Count);
    }

    private string Title(string key) => System ? key["system/".Length..].Replace('_', ' ') : key;

    private Metric? Latest(string key) => _runs.Count == 1 && _runs[0].Metrics.TryGetValue(key, out Metric latest) ? latest : null;
}
