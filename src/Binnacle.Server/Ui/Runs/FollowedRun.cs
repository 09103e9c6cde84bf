using Binnacle.Server.Live;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A part of a page that shows one run and follows it while it is being written, whoever writes it.</summary>
public abstract class FollowedRun : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IDisposable? _watch;

    /// <summary>The run's id.</summary>
    [Parameter, EditorRequired]
    public required string RunId { get; set; }

    /// <summary>The store that holds the run.</summary>
    [Inject]
    protected ITrackingStore Store { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    private LiveRuns Live { get; set; } = null!;

    /// <summary>The run as last read; null before that.</summary>
    protected Run? Run { get; private set; }

    /// <summary>Why the run cannot be read just now; null when it can.</summary>
    protected string? Fault { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    /// <summary>Shows the run after it was changed here.</summary>
    protected async Task ReadAgainAsync()
    {
        await ReadAsync();
        // What the watch read before the change may be told only now.
        Live.Wake(RunId);
    }

    private async Task ReadAsync() => Run = await Store.GetRunAsync(RunId, _stop.Token);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _watch = Live.Watch(RunId, state => InvokeAsync(() => Show(state)));
    }

    private void Show(LiveState<Run> state)
    {
        Run = state.Value ?? Run;
        Fault = state.Fault;
        StateHasChanged();
    }
}
