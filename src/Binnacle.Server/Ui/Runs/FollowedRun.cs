using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A part of a page that shows one run and follows it while it is being written.</summary>
public abstract class FollowedRun : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The run's id.</summary>
    [Parameter, EditorRequired]
    public required string RunId { get; set; }

    /// <summary>The store that holds the run.</summary>
    [Inject]
    protected ITrackingStore Store { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>The run as last read; null before that.</summary>
    protected Run? Run { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => Run = await Store.GetRunAsync(RunId, _stop.Token);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = Poll.RepeatAsync(Time, FollowAsync, _stop.Token);
    }

    private Task FollowAsync() => IsOver ? Task.CompletedTask : InvokeAsync(RefreshAsync);

    private bool IsOver => Run?.Info.Status is RunStatus.Finished or RunStatus.Failed or RunStatus.Killed;

    private async Task RefreshAsync()
    {
        try
        {
            Run = await Store.GetRunAsync(RunId, _stop.Token);
            StateHasChanged();
        }
        catch (TrackingException)
        {
            // The store may be busy or away for a moment; what was read last stays.
        }
    }
}
