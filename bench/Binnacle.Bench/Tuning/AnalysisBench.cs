using System.Diagnostics;
using System.Globalization;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Plots;
using Binnacle.Tuning.Sql;

namespace Binnacle.Bench;

/// <summary>Importances and plots of one study; those of Optuna 3.1 of the same file beside them, where it is installed.</summary>
internal static class AnalysisBench
{
    private const string Python = "/usr/bin/python3";
    private const int Trials = 1_000;
    private const int Rounds = 3;

    private static readonly (string Name, IImportanceEvaluator Evaluator)[] Evaluators =
    [
        ("fANOVA", new FanovaImportanceEvaluator()),
        ("mean decrease impurity", new MeanDecreaseImpurityImportanceEvaluator()),
        ("PED-ANOVA", new PedAnovaImportanceEvaluator()),
    ];

    public static async Task RunAsync()
    {
        using TemporaryFolder folder = new();
        using SqliteStudyStorage storage = new(folder["study.db"], new SqliteStorageOptions { NewHead = "v3.0.0.d" });
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) });
        study.Optimize(Objective, Trials);
        Console.WriteLine($"{Trials} trials of 5 parameters with 10 reports each; seconds of processor time, the first round and the least of {Rounds}");
        foreach (var (name, evaluator) in Evaluators)
            Measure($"importances, {name}", () => study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator }));
        foreach (PlotKind kind in StudyPlot.KindsFor(study))
            Measure($"plot, {kind}", () => HtmlPage.Save(folder[$"{kind}.html"], study.Name, StudyPlot.Create(study, kind)));
        if (File.Exists(Python))
            await OptunaAsync(folder);
    }

    private static double Objective(Trial trial)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            double x = trial.SuggestFloat($"x{i}", -5, 5);
            sum += x * x / (1 << i);
        }

        for (int step = 0; step < 10; step++)
            trial.Report(sum * (10 - step), step);
        return sum;
    }

    private static void Measure(string name, Action work)
    {
        double[] seconds = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            work();
            seconds[round] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {seconds[0],8:F3} {seconds.Min(),8:F3}"));
    }

    // Optuna draws by matplotlib here, which Debian has; plotly it has not with it.
    private static async Task OptunaAsync(TemporaryFolder folder)
    {
        string script = folder.Write("optuna_analysis.py", $$"""
            import time, warnings
            import matplotlib
            matplotlib.use("svg")
            import matplotlib.pyplot as pyplot
            import optuna
            import optuna.visualization.matplotlib as plots
            warnings.filterwarnings("ignore")
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            study = optuna.load_study(study_name="s", storage="sqlite:///{{folder["study.db"]}}")
            study.get_trials(deepcopy=False)
            def measure(name, work):
                try:
                    seconds = []
                    for _ in range(2):
                        before = time.process_time()
                        work()
                        seconds.append(time.process_time() - before)
                    print(f"{'Optuna ' + optuna.__version__ + ', ' + name:40} {seconds[0]:8.3f} {min(seconds):8.3f}", flush=True)
                except Exception as error:
                    print(f"Optuna {optuna.__version__}, {name}: {error}", flush=True)
            def draw(plot):
                plot(study)
                pyplot.savefig("{{folder["plot.svg"]}}")
                pyplot.close("all")
            importance = optuna.importance
            measure("importances, fANOVA", lambda: importance.get_param_importances(study, evaluator=importance.FanovaImportanceEvaluator(seed=0)))
            measure("importances, impurity", lambda: importance.get_param_importances(study, evaluator=importance.MeanDecreaseImpurityImportanceEvaluator(seed=0)))
            for name in ["optimization_history", "slice", "parallel_coordinate", "contour", "intermediate_values", "edf"]:
                measure("plot, " + name, lambda: draw(getattr(plots, "plot_" + name)))
            """);
        using Process process = Process.Start(new ProcessStartInfo(Python, [script]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
    }
}
