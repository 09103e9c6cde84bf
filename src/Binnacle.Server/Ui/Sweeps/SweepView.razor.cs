using Binnacle.Server.Live;
using Binnacle.Server.Security.Users;
using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Runs;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.AspNetCore.Components;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>A study joined with its runs, as it goes on.</summary>
public sealed partial class SweepView : IDisposable
{
    private const int ComparedRuns = 5;
    private static readonly TimeSpan RunsInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private StudySnapshot? _study;
    private StudyProgress? _progress;
    private Dictionary<int, Run> _runs = [];
    private long? _runsReadAt;
    private bool _isReadingRuns;
    private string? _fault;
    private string? _note;
    private bool _isEnqueuing;
    private ElementReference _enqueue;
    private TrialTable? _trials;
    private IDisposable? _watch;

    /// <summary>The storage's key.</summary>
    [Parameter, EditorRequired]
    public required string Storage { get; set; }

    /// <summary>The study's name.</summary>
    [Parameter, EditorRequired]
    public required string StudyName { get; set; }

    [Inject]
    private LiveStudies Live { get; set; } = null!;

    [Inject]
    private StudyCatalog Catalog { get; set; } = null!;

    [Inject]
    private ITrackingStore Store { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private StudyRef Ref => new(Storage, StudyName);

    private string[] BestRuns => _study is null ? [] : [.. BestTrials.Order(_study)
        .Select(trial => _runs.GetValueOrDefault(trial.Number)?.Info.RunId).OfType<string>().Take(ComparedRuns)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await ShowAsync(new LiveState<StudySnapshot>(await LiveStudies.ReadAsync(Catalog, Ref, _stop.Token), null));
        }
        catch (TuningException error)
        {
            _fault = error.Message;
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _watch = Live.Watch(Ref, state => InvokeAsync(() => ShowAsync(state)));
    }

    private async Task ShowAsync(LiveState<StudySnapshot> state)
    {
        _fault = state.Fault;
        if (state.Value is { } study)
        {
            _study = study;
            _progress = StudyProgress.Of(study);
            StateHasChanged();
            await ReadRunsAsync(study);
        }

        StateHasChanged();
    }

    private async Task ReadRunsAsync(StudySnapshot study)
    {
        bool isKnown = study.Trials.All(trial => trial.State == TrialState.Waiting || _runs.ContainsKey(trial.Number));
        if (isKnown || _isReadingRuns)
            return;
        _isReadingRuns = true;
        try
        {
            if (_runsReadAt is { } last && RunsInterval - Time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, Time, _stop.Token);
            _runsReadAt = Time.GetTimestamp();
            string address = (await Catalog.FindAsync(Storage, _stop.Token))?.Address ?? "";
            _runs = await TrialRuns.ReadAsync(Store, _study!, address, _stop.Token);
        }
        catch (TrackingException)
        {
            // The study is shown without its runs while their store is away.
        }
        finally
        {
            _isReadingRuns = false;
        }
    }

    private Task OpenTrialAsync(int number)
    {
        if (_runs.GetValueOrDefault(number) is not { } run)
            return _trials?.RevealAsync(number) ?? Task.CompletedTask;
        Navigation.NavigateTo(RunLink.Page(run.Info));
        return Task.CompletedTask;
    }

    private async Task EnqueueAsync(IReadOnlyDictionary<string, object?> parameters)
    {
        await CloseFormAsync();
        await ChangeAsync(study => study.EnqueueTrial(parameters), "The trial is in the queue; the next worker takes it.");
    }

    private async Task CloseFormAsync()
    {
        _isEnqueuing = false;
        await _enqueue.FocusAsync();
    }

    private Task StopAsync() => ChangeAsync(
        study => study.RequestStop(), "Asked to stop: no further trial begins, those that run are finished.");

    private async Task ChangeAsync(Action<Study> change, string done)
    {
        try
        {
            if (Services.GetService(typeof(CurrentAccess)) is CurrentAccess access)
                (await access.GetAsync()).RequireAdmin();
            if (await Catalog.FindAsync(Storage, _stop.Token) is { } storage)
                await Task.Run(() => storage.Change(StudyName, change));
            _note = done;
            Live.Wake(Ref);
        }
        catch (Exception error) when (error is TuningException or TrackingException)
        {
            _note = error.Message;
        }
    }
}
