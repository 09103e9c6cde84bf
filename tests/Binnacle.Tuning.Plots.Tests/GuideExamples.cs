namespace Binnacle.Tuning.Plots.Tests;

/// <summary>The examples of docs/guides/tuning.md, as they stand there.</summary>
public sealed class GuideExamples : IDisposable
{
    private readonly Testing.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_finds_the_best_parameters()
    {
        var study = Study.Create(new StudyOptions { Name = "digits", Sampler = new TpeSampler(new TpeOptions { Seed = 55 }) });

        study.Optimize(trial =>
        {
            double lr = trial.SuggestFloat("lr", 1e-5, 1, log: true);
            int layers = trial.SuggestInt("layers", 1, 5);
            string optimizer = trial.SuggestCategorical("optimizer", "sgd", "adam");
            double momentum = optimizer == "sgd" ? trial.SuggestFloat("momentum", 0, 0.99) : 0.9;
            return Train(lr, layers, optimizer, momentum);
        }, trials: 50);

        Console.WriteLine($"{study.BestValue} in trial {study.BestTrial.Number}: lr {study.BestParams["lr"]}");

        Assert.InRange(study.BestValue, 0, 0.2);
    }

    [Fact]
    public void Optimize_has_options()
    {
        var study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        study.Optimize(Objective, new OptimizeOptions
        {
            Trials = 200,
            Timeout = TimeSpan.FromHours(1),
            Parallelism = 4,
            Deterministic = true,
            Catch = error => error is IOException,
            Callbacks = [new MaxTrialsCallback(500).Invoke, (_, trial) => Console.WriteLine($"{trial.Number}: {trial.State}")],
            Progress = new TextProgressBar(Console.Error),
        });

        Assert.Equal(200, study.Trials.Count);
    }

    [Fact]
    public void Trials_are_asked_and_told()
    {
        var study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        Trial trial = study.Ask(new Dictionary<string, Distribution>
        {
            ["lr"] = new FloatDistribution(1e-5, 1, log: true),
            ["layers"] = new IntDistribution(1, 5),
        });
        double loss = Train((double)trial.Params["lr"]!, (int)(long)trial.Params["layers"]!, "adam", 0.9);
        study.Tell(trial, loss);

        study.EnqueueTrial(new Dictionary<string, object?> { ["lr"] = 0.01, ["layers"] = 3 }, skipIfExists: true);
        double again = Objective(FixedTrial.Of(study.BestTrial));

        Assert.Equal(loss, again);
        Assert.Equal(TrialState.Waiting, study.Trials[1].State);
    }

    [Fact]
    public void Several_objectives_have_a_front()
    {
        var study = Study.Create(new StudyOptions
        {
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
            Sampler = new NsgaIISampler(new NsgaOptions { Seed = 1, Constraints = trial => trial.Constraints! }),
            Pruner = new ObjectivePruner(new MedianPruner(), "accuracy"),
        });
        study.SetMetricNames("latency", "accuracy");

        study.Optimize(trial =>
        {
            int width = trial.SuggestInt("width", 8, 512, log: true);
            trial.SetConstraints(Memory(width) - 4);
            for (int epoch = 0; epoch < 10; epoch++)
            {
                trial.Report([Latency(width), Accuracy(width, epoch)], epoch);
                if (trial.ShouldPrune())
                    throw new TrialPrunedException();
            }

            return [Latency(width), Accuracy(width, 10)];
        }, new OptimizeOptions { Trials = 40 });

        foreach (FrozenTrial best in study.BestTrials)
            Console.WriteLine($"{best.Number}: {string.Join(", ", best.Values!)}");

        Assert.NotEmpty(study.BestTrials);
        Assert.Contains(study.Trials, trial => trial.State == TrialState.Pruned);
    }

    [Fact]
    public void A_study_ends_early()
    {
        var study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        study.Optimize(Objective, new OptimizeOptions
        {
            Callbacks =
            [
                new TerminatorCallback(new Terminator(new BestValueStagnationEvaluator(30))).Invoke,
                new TerminatorCallback(new TargetValueTerminator(0.01)).Invoke,
            ],
        });

        Assert.InRange(study.Trials.Count, 20, 1000);
    }

    [Fact]
    public void Importances_and_plots_are_made_of_a_study()
    {
        var study = Study.Create(new StudyOptions { Name = "digits", Sampler = new RandomSampler(1) });
        study.Optimize(Objective, 30);

        foreach (ParameterImportance item in study.GetParameterImportances())
            Console.WriteLine($"{item.Parameter}: {item.Value:P0}");

        var quick = study.GetParameterImportances(new ImportanceOptions { Evaluator = new PedAnovaImportanceEvaluator() });
        Assert.Equal("lr", quick[0].Parameter);

        string folder = Environment.CurrentDirectory;
        Environment.CurrentDirectory = _folder.Path;
        try
        {
            HtmlPage.Save("contour.html", study.Name, StudyPlot.Create(study, PlotKind.Contour));
            HtmlPage.Save("report.html", study.Name, [.. StudyPlot.KindsFor(study).Select(kind => StudyPlot.Create(study, kind))]);
        }
        finally
        {
            Environment.CurrentDirectory = folder;
        }

        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void The_guide_shows_these_examples()
    {
        string source = OneLine(File.ReadAllText(Testing.RepositoryRoot.Combine("tests", "Binnacle.Tuning.Plots.Tests", "GuideExamples.cs")));
        string[] blocks = [.. File.ReadAllText(Testing.RepositoryRoot.Combine("docs", "guides", "tuning.md"))
            .Split("```csharp").Skip(1).Select(block => OneLine(block[..block.IndexOf("```", StringComparison.Ordinal)]))];

        Assert.Equal(8, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, source));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static double Objective(Trial trial) => Train(trial.SuggestFloat("lr", 1e-5, 1, log: true), trial.SuggestInt("layers", 1, 5), "adam", 0.9);

    private static double Train(double lr, int layers, string optimizer, double momentum) =>
        Math.Pow(Math.Log10(lr) + 2, 2) / 10 + 0.01 * layers + (optimizer == "sgd" ? 1 - momentum : 0.05);

    private static double Memory(int width) => width / 100.0;

    private static double Latency(int width) => width * 0.01;

    private static double Accuracy(int width, int epoch) => 1 - Math.Exp(-(epoch + 1) * width / 100.0);
}
