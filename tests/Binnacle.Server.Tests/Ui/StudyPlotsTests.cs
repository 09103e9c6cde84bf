using System.Text.Json.Nodes;
using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Sweeps;
using Binnacle.Tuning;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The plots of a study's page: which there are, and what they are told to draw.</summary>
public sealed class StudyPlotsTests : BunitContext
{
    private readonly BunitJSModuleInterop _script;

    public StudyPlotsTests()
    {
        Services.AddSingleton(TimeProvider.System);
        _script = JSInterop.SetupModule("./assets/sweep.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void One_objective_has_a_history_and_no_front_and_intermediate_values_only_where_some_were_reported()
    {
        Assert.Equal(["OptimizationHistory", "Importances", "ParallelCoordinates", "Slice", "Edf", "Timeline", "Contour", "Rank"], Kinds(Plots(Snapshot(1))));
        Assert.Contains("IntermediateValues", Kinds(Plots(Snapshot(1, reports: true))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Two_and_three_objectives_have_a_pareto_front(int objectives)
    {
        IRenderedComponent<StudyPlots> plots = Plots(Snapshot(objectives));
        Assert.Equal("ParetoFront", Kinds(plots)[0]);
        JsonObject figure = await FigureAsync(plots, "ParetoFront");
        Assert.Equal(objectives == 3 ? "scatter3d" : "scatter", figure["data"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(objectives, plots.FindAll(".charts-tools select option").Count);
    }

    [Fact]
    public void Four_objectives_have_no_front_that_could_be_drawn() => Assert.DoesNotContain("ParetoFront", Kinds(Plots(Snapshot(4))));

    [Fact]
    public async Task Another_objective_is_drawn_anew()
    {
        IRenderedComponent<StudyPlots> plots = Plots(Snapshot(2));
        string first = (await FigureAsync(plots, "OptimizationHistory")).ToJsonString();
        plots.Find(".charts-tools select").Change("1");
        Assert.NotEqual(first, (await FigureAsync(plots, "OptimizationHistory")).ToJsonString());
        Assert.Contains(_script.Invocations["changed"], call => call.Arguments is [_, true]);
    }

    [Fact]
    public async Task Only_the_picked_parameters_are_drawn()
    {
        IRenderedComponent<StudyPlots> plots = Plots(Snapshot(1));
        Assert.Equal(3, Axes(await FigureAsync(plots, "ParallelCoordinates")));
        plots.FindAll(".picker input")[1].Change(false);
        Assert.Equal(2, Axes(await FigureAsync(plots, "ParallelCoordinates")));
        Assert.Contains("1 of 2", plots.Find("summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plot_that_cannot_be_drawn_says_why()
    {
        JsonObject figure = await FigureAsync(Plots(Snapshot(1, trials: 1)), "Importances");
        Assert.Contains("at least two complete trials", figure["note"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(figure["data"]!.AsArray());
    }

    [Fact]
    public async Task A_click_on_a_trial_is_told_and_a_new_trial_draws_again()
    {
        int? chosen = null;
        IRenderedComponent<StudyPlots> plots = Render<StudyPlots>(parameters => parameters
            .Add(part => part.Study, Snapshot(1)).Add(part => part.Chosen, number => chosen = number));
        await plots.InvokeAsync(() => plots.Instance.ChooseAsync(3));
        Assert.Equal(3, chosen);
        int before = _script.Invocations["changed"].Count;
        plots.Render(parameters => parameters.Add(part => part.Study, Snapshot(1, trials: 6)));
        Assert.True(_script.Invocations["changed"].Count > before);
    }

    private IRenderedComponent<StudyPlots> Plots(StudySnapshot study) => Render<StudyPlots>(parameters => parameters.Add(part => part.Study, study));

    private static string?[] Kinds(IRenderedComponent<StudyPlots> plots) => [.. plots.FindAll("[data-plot]").Select(figure => figure.GetAttribute("data-plot"))];

    private static async Task<JsonObject> FigureAsync(IRenderedComponent<StudyPlots> plots, string kind) =>
        JsonNode.Parse(await plots.InvokeAsync(() => plots.Instance.FigureAsync(kind)))!.AsObject();

    private static int Axes(JsonObject figure) => figure["data"]![0]!["dimensions"]!.AsArray().Count;

    private static StudySnapshot Snapshot(int objectives, int trials = 5, bool reports = false)
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = "s", Sampler = new RandomSampler(1), Directions = [.. Enumerable.Repeat(StudyDirection.Minimize, objectives)],
        });
        for (int i = 0; i < trials; i++)
        {
            Trial trial = study.Ask();
            double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
            if (reports)
                trial.Report(x, 1);
            study.Tell(trial, [.. Enumerable.Range(0, objectives).Select(objective => x + (objective * y) - objective)]);
        }

        return new(study.Storage.GetStudy(study.Id), study.Trials);
    }
}
