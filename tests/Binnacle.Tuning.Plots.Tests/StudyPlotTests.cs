using System.Text.Json.Nodes;

namespace Binnacle.Tuning.Plots.Tests;

public sealed class StudyPlotTests
{
    private static readonly Study Study = Studies.WithOneObjective();

    public static TheoryData<PlotKind> Kinds => [.. StudyPlot.KindsFor(Study)];

    private static JsonNode Trace(Figure figure, int index = 0) => figure.Traces[index]!;

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(node => node is null ? double.NaN : double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_study_without_trials_is_told_so(PlotKind kind)
    {
        Figure figure = StudyPlot.Create(Study.Create(), kind);

        Assert.Empty(figure.Traces);
        Assert.NotEmpty(figure.Note);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_study_of_one_trial_does_not_fail(PlotKind kind)
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 1e-3, 1, log: true) + trial.SuggestInt("n", 3, 3) + trial.SuggestInt("m", 0, 2), 1);

        Figure figure = StudyPlot.Create(study, kind);

        Assert.True(figure.Traces.Count > 0 || figure.Note.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_number_is_outside_JSON_and_no_name_is_markup(PlotKind kind)
    {
        Figure figure = StudyPlot.Create(Study, kind);

        string json = figure.Traces.ToJsonString() + figure.Layout.ToJsonString();
        Assert.NotEmpty(figure.Traces);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u003Ci\\u003E", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u003Cx\\u003E", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_shows_complete_trials_and_the_best_feasible_ones()
    {
        Figure figure = StudyPlot.Create(Study, PlotKind.OptimizationHistory);

        FrozenTrial[] usable = [.. Study.Trials.Where(trial => trial.State == TrialState.Complete && double.IsFinite(trial.Value!.Value))];
        Assert.Equal(usable.Length, Numbers(Trace(figure)["x"]).Length + Numbers(Trace(figure, 1)["x"]).Length);
        double[] best = Numbers(Trace(figure, 2)["y"]);
        Assert.Equal(best.OrderDescending(), best);
        Assert.Equal(Study.BestValue, best[^1]);
        Assert.Equal("loss &lt;i&gt;", figure.Layout["yaxis"]!["title"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void Intermediate_values_have_a_gap_after_each_trial()
    {
        Figure figure = StudyPlot.Create(Study, PlotKind.IntermediateValues);

        JsonNode complete = figure.Traces.First(trace => trace!["name"]!.GetValue<string>().StartsWith("complete", StringComparison.Ordinal))!;
        double[] steps = Numbers(complete["x"]);
        Assert.Equal([0, 1, 2, 3, double.NaN], steps[..5]);
        Assert.Equal(Study.Trials.Count(trial => trial.State == TrialState.Complete), steps.Count(double.IsNaN));
        Assert.True(double.IsNaN(Numbers(complete["y"])[0]));
    }

    [Fact]
    public void Parallel_coordinates_leave_conditional_parameters_out_unless_named()
    {
        string[] Labels(PlotOptions? options) => [.. Trace(StudyPlot.Create(Study, PlotKind.ParallelCoordinates, options))["dimensions"]!.AsArray()
            .Select(dimension => dimension!["label"]!.GetValue<string>())];

        Assert.Equal(["loss &lt;i&gt;", "flag", "kind", "layers", "lr", "size"], Labels(null));
        Assert.Equal(["loss &lt;i&gt;", "only with a", "lr"], Labels(new PlotOptions { Parameters = ["only with a", "lr"] }));
    }

    [Fact]
    public void Numeric_choices_stand_in_their_order()
    {
        ParameterAxis axis = ParameterAxis.Of([.. Study.Trials.Where(trial => trial.State == TrialState.Complete)], "size");

        Assert.Equal(["32", "64", "128"], axis.Categories);
        Assert.All(
            Study.Trials.Where(trial => trial.Params.ContainsKey("size")),
            trial => Assert.Equal($"{trial.Params["size"]}", axis.TextOf(axis.PlaceOf(trial)!.Value)));
    }

    [Fact]
    public void A_logarithmic_parameter_has_a_logarithmic_axis()
    {
        Figure figure = StudyPlot.Create(Study, PlotKind.Slice, new PlotOptions { Parameters = ["kind", "lr"] });

        Assert.Equal("log", figure.Layout["xaxis2"]!["type"]!.GetValue<string>());
        Assert.Null(figure.Layout["xaxis"]!["type"]);
        Assert.Equal("b &lt;x&gt;", figure.Layout["xaxis"]!["ticktext"]![1]!.GetValue<string>());
    }

    [Fact]
    public void Contours_pass_through_the_trials()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new GridSampler(new Dictionary<string, IReadOnlyList<object?>> { ["x"] = [0.0, 1.0], ["y"] = [1.0, 100.0] }) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + Math.Log10(trial.SuggestFloat("y", 1, 100, log: true)), 4);

        ContourPlot plot = ContourPlot.Of(study);
        ContourSurface surface = plot.Surface(plot.Axes[0], plot.Axes[1])!;

        Assert.Equal(0, surface.Values[0][0], 1e-3);
        Assert.Equal(1, surface.Values[0][^1], 1e-3);
        Assert.Equal(3, surface.Values[^1][^1], 1e-3);
        Assert.Equal([1.0, 100.0], [surface.Y[0], surface.Y[^1]]);
        Assert.Equal(10, surface.Y[surface.Y.Count / 2 - 1] * surface.Y[surface.Y.Count / 2] / 10, 1e-9);
    }

    [Fact]
    public void Ranks_share_the_mean_of_their_places()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        double[] values = [3, 1, 3, 2, 9];
        study.Optimize(trial => values[trial.Number] + 0 * trial.SuggestFloat("x", 0, 1), 5);

        Assert.Equal([0.625, 0, 0.625, 0.25, 1], RankPlot.Of(study).Ranks);
    }

    [Fact]
    public void Of_many_parameters_the_most_important_are_paired()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        study.Optimize(trial => Enumerable.Range(0, 12).Sum(i => trial.SuggestFloat($"p{i:00}", 0, 1) * (i == 11 ? 100 : 0.01)), 60);

        ContourPlot plot = ContourPlot.Of(study);

        Assert.Equal(ContourPlot.MostParameters, plot.Axes.Count);
        Assert.Contains(plot.Axes, axis => axis.Name == "p11");
        Assert.Equal(7, RankPlot.Of(study, [.. Enumerable.Range(0, 7).Select(i => $"p{i:00}")]).Axes.Count);
    }

    [Fact]
    public void A_running_trial_is_drawn_until_now_unless_it_seems_dead()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        FrozenTrial Trial(TrialState state, double from, double? to) => new()
        {
            State = state,
            Values = state == TrialState.Complete ? [1.0] : null,
            StartedAt = start.AddSeconds(from),
            CompletedAt = to is { } end ? start.AddSeconds(end) : null,
        };
        Study study = Study.Create();
        study.AddTrials(Trial(TrialState.Complete, 0, 10), Trial(TrialState.Running, 5, null));

        Assert.Equal(start.AddSeconds(40), TimelinePlot.Of(study, start.AddSeconds(40)).Bars[1].End);
        Assert.Equal(start.AddSeconds(10), TimelinePlot.Of(study, start.AddSeconds(400)).Bars[1].End);
    }

    [Fact]
    public void A_distribution_compares_studies()
    {
        Study other = Study.Create(new StudyOptions { Name = "other", Sampler = new RandomSampler(1) });
        other.Optimize(trial => trial.SuggestFloat("x", 0, 1), 10);

        Figure figure = StudyPlot.Create(Study, PlotKind.Edf, new PlotOptions { Others = [other, Study.Create()] });

        Assert.Equal(2, figure.Traces.Count);
        Assert.Equal("other", Trace(figure, 1)["name"]!.GetValue<string>());
        Assert.Equal([0, 0.1, 0.2], Numbers(Trace(figure, 1)["y"])[..3]);
        Assert.Equal(1, Numbers(Trace(figure, 1)["y"])[^1]);
    }

    [Fact]
    public void Several_objectives_have_plots_of_their_own()
    {
        Study two = Studies.WithObjectives(2), four = Studies.WithObjectives(4);

        Assert.Contains(PlotKind.ParetoFront, StudyPlot.KindsFor(two));
        Assert.DoesNotContain(PlotKind.ParetoFront, StudyPlot.KindsFor(four));
        Assert.All(StudyPlot.KindsFor(two), kind => Assert.NotEmpty(StudyPlot.Create(two, kind).Traces));
        Assert.Equal("scatter3d", Trace(StudyPlot.Create(Studies.WithObjectives(3), PlotKind.ParetoFront))["type"]!.GetValue<string>());
        Assert.Equal(2, StudyPlot.Create(two, PlotKind.Importances).Traces.Count);
        Assert.NotEmpty(StudyPlot.Create(two, PlotKind.OptimizationHistory, new PlotOptions { Objective = 1 }).Traces);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Study two = Studies.WithObjectives(2);

        Assert.Contains("choose one", Assert.Throws<TuningException>(() => StudyPlot.Create(two, PlotKind.Slice)).Message);
        Assert.Contains("no objective 2", Assert.Throws<TuningException>(() => StudyPlot.Create(two, PlotKind.Slice, new PlotOptions { Objective = 2 })).Message);
        Assert.Contains("has 4", Assert.Throws<TuningException>(() => StudyPlot.Create(Studies.WithObjectives(4), PlotKind.ParetoFront)).Message);
        Assert.Contains("'nope'", Assert.Throws<TuningException>(() => StudyPlot.Create(Study, PlotKind.Contour, new PlotOptions { Parameters = ["nope"] })).Message);
        Assert.Contains("one objective", Assert.Throws<TuningException>(() => StudyPlot.Create(Study, PlotKind.HypervolumeHistory)).Message);
    }
}
