using System.Text.Json.Nodes;
using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Charts;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tuning;
using Binnacle.Tuning.Plots;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>The plots of a study.</summary>
public sealed partial class StudyPlots : IAsyncDisposable
{
    private const int MostParameters = 10;
    private const int MostPairedParameters = 4;

    private ElementReference _root;
    private IJSObjectReference? _script;
    private DotNetObjectReference<StudyPlots>? _self;
    private StudySnapshot? _drawn;
    private StudyFigureCache? _figures;
    private IReadOnlyList<PlotKind> _kinds = [];
    private IReadOnlyList<string> _objectives = [];
    private IReadOnlyList<string> _parameters = [];
    private List<string>? _picked;
    private int _objective;

    /// <summary>The study.</summary>
    [Parameter, EditorRequired]
    public required StudySnapshot Study { get; set; }

    /// <summary>Called with the number of a trial that was clicked.</summary>
    [Parameter]
    public EventCallback<int> Chosen { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private List<string> Picked => _picked ?? [.. _parameters.Take(MostParameters)];

    /// <summary>A figure for the script, as JSON.</summary>
    /// <param name="kind">A <see cref="PlotKind"/>.</param>
    [JSInvokable]
    public async Task<string> FigureAsync(string kind)
    {
        PlotKind plot = Enum.Parse<PlotKind>(kind);
        if (_figures is not { } figures)
            return "{}";
        int? objective = _objectives.Count > 1 && plot != PlotKind.Importances ? _objective : null;
        IReadOnlyList<string>? parameters = plot switch
        {
            PlotKind.Contour or PlotKind.Rank => [.. Picked.Take(MostPairedParameters)],
            PlotKind.Slice or PlotKind.ParallelCoordinates => Picked,
            _ => null,
        };
        Figure figure = await Task.Run(() => figures.Of(plot, objective, parameters is { Count: 0 } ? null : parameters));
        return new JsonObject
        {
            ["note"] = figure.Note,
            ["data"] = figure.Traces.DeepClone(),
            ["layout"] = figure.Layout.DeepClone(),
            ["height"] = figure.Height,
            ["whole"] = figure.NeedsWholeLibrary,
        }.ToJsonString();
    }

    /// <summary>Tells that the point of a trial was clicked.</summary>
    [JSInvokable]
    public Task ChooseAsync(int number) => InvokeAsync(() => Chosen.InvokeAsync(number));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await _script.LeaveAsync(_root);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Study))
            return;
        _drawn = Study;
        _figures = new StudyFigureCache(_drawn, Time);
        _objectives = StudyText.Objectives(_drawn);
        _parameters = [.. _drawn.Trials.SelectMany(trial => trial.Parameters).Select(parameter => parameter.Name).Distinct()];
        _kinds = Kinds(_drawn);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["assets/sweep.js"]);
            await _script.InvokeVoidAsync("mount", _root, _self, Assets[PlotlyScript.Path], Assets[PlotlyScript.WholePath]);
        }
        else if (_script is not null)
        {
            await _script.InvokeVoidAsync("changed", _root);
        }
    }

    private async Task RedrawAsync()
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("changed", _root, true);
    }

    private Task PickAsync(string name, bool picked)
    {
        HashSet<string> chosen = [.. Picked];
        if (picked)
            chosen.Add(name);
        else
            chosen.Remove(name);
        _picked = [.. _parameters.Where(chosen.Contains)];
        return RedrawAsync();
    }

    private static List<PlotKind> Kinds(StudySnapshot study)
    {
        List<PlotKind> kinds = study.Record.Directions.Length switch
        {
            1 => [PlotKind.OptimizationHistory, PlotKind.Importances],
            <= 3 => [PlotKind.ParetoFront, PlotKind.Importances, PlotKind.OptimizationHistory, PlotKind.HypervolumeHistory],
            _ => [PlotKind.OptimizationHistory, PlotKind.Importances],
        };
        kinds.AddRange([PlotKind.ParallelCoordinates, PlotKind.Slice]);
        if (study.Trials.Any(trial => trial.IntermediateValues.Count > 0))
            kinds.Add(PlotKind.IntermediateValues);
        kinds.AddRange([PlotKind.Edf, PlotKind.Timeline, PlotKind.Contour, PlotKind.Rank]);
        return kinds;
    }

    private static string TitleOf(PlotKind kind) => kind switch
    {
        PlotKind.OptimizationHistory => "Optimization history",
        PlotKind.IntermediateValues => "Intermediate values",
        PlotKind.ParallelCoordinates => "Parallel coordinates",
        PlotKind.Contour => "Contours",
        PlotKind.Slice => "Slices",
        PlotKind.Importances => "Parameter importances",
        PlotKind.Edf => "Distribution of values",
        PlotKind.ParetoFront => "Pareto front",
        PlotKind.HypervolumeHistory => "Hypervolume history",
        _ => kind.ToString(),
    };
}
