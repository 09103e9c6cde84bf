using System.Diagnostics;
using System.Globalization;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Plots;
using Binnacle.Tuning.Sql;

namespace Binnacle.Bench;

/// <summary>Importances and plots of studies; those of Optuna 3.1 of the same file beside them, where it is installed.</summary>
/// <remarks>
/// Optuna looks at a small study and has so many seconds for each piece of work: the leaves of its forests are visited in Python, so that
/// one importance of a large study takes it many minutes.
/// </remarks>
internal static class AnalysisBench
{
    private const string Python = "/usr/bin/python3";
    private const int LargeStudy = 1_000;
    private const int SmallStudy = 100;
    private const int Rounds = 3;
    private const int SecondsOfOptuna = 60;

    private static readonly (string Name, string Call, IImportanceEvaluator Evaluator)[] Evaluators =
    [
        ("importances, fANOVA", "importances(optuna.importance.FanovaImportanceEvaluator(seed=0))", new FanovaImportanceEvaluator()),
        ("importances, impurity", "importances(optuna.importance.MeanDecreaseImpurityImportanceEvaluator(seed=0))", new MeanDecreaseImpurityImportanceEvaluator()),
        ("importances, PED-ANOVA", "", new PedAnovaImportanceEvaluator()),
    ];

    private static readonly Dictionary<PlotKind, string> OptunaPlots = new()
    {
        [PlotKind.OptimizationHistory] = "optimization_history",
        [PlotKind.IntermediateValues] = "intermediate_values",
        [PlotKind.ParallelCoordinates] = "parallel_coordinate",
        [PlotKind.Contour] = "contour",
        [PlotKind.Slice] = "slice",
        [PlotKind.Edf] = "edf",
    };

    public static async Task RunAsync()
    {
        using TemporaryFolder folder = new();
        using SqliteStudyStorage large = MakeStudy(folder["large.db"], LargeStudy), small = MakeStudy(folder["small.db"], SmallStudy);
        Dictionary<string, double> ofLarge = Measure(large, folder), ofSmall = Measure(small, folder);
        string optuna = File.Exists(Python) ? await OptunaAsync(folder) : "";
        Console.WriteLine($"studies of 5 parameters with 10 reports each; seconds of processor time, the least of {Rounds}; Optuna of {SmallStudy} trials, the least of 2");
        Console.WriteLine($"{"work",-34} {LargeStudy + " trials",12} {SmallStudy + " trials",12} {"Optuna 3.1",16} {"ratio",8}");
        foreach (var (name, seconds) in ofSmall)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {ofLarge[name],12:F3} {seconds,12:F3} {Compared(optuna, name, seconds)}"));
    }

    private static SqliteStudyStorage MakeStudy(string file, int trials)
    {
        SqliteStudyStorage storage = new(file, new SqliteStorageOptions { NewHead = "v3.0.0.d" });
        Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) }).Optimize(Objective, trials);
        return storage;
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

    private static Dictionary<string, double> Measure(IStudyStorage storage, TemporaryFolder folder)
    {
        Study study = Study.Load(new StudyOptions { Storage = storage });
        Dictionary<string, double> seconds = [];
        foreach (var (name, _, evaluator) in Evaluators)
            seconds[name] = Seconds(() => study.GetParameterImportances(new ImportanceOptions { Evaluator = evaluator }));
        foreach (PlotKind kind in StudyPlot.KindsFor(study))
            seconds[$"plot, {kind}"] = Seconds(() => HtmlPage.Save(folder[$"{kind}.html"], study.Name, StudyPlot.Create(study, kind)));
        return seconds;
    }

    private static double Seconds(Action work) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    });

    private static string Compared(string optuna, string name, double seconds)
    {
        string? line = optuna.Split('\n').FirstOrDefault(line => line.StartsWith(name + "\t", StringComparison.Ordinal));
        if (line?.Split('\t')[1].Trim() is not { } told)
            return "";
        return double.TryParse(told, CultureInfo.InvariantCulture, out double theirs)
            ? string.Create(CultureInfo.InvariantCulture, $"{theirs,16:F3} {theirs / seconds,8:F0}")
            : $"{told,16}";
    }

    // Optuna draws by matplotlib here, which Debian has; plotly it has not with it.
    private static async Task<string> OptunaAsync(TemporaryFolder folder)
    {
        IEnumerable<string> works = Evaluators.Where(item => item.Call != "").Select(item => $"measure(\"{item.Name}\", lambda: {item.Call})")
            .Concat(OptunaPlots.Select(item => $"measure(\"plot, {item.Key}\", lambda: draw(plots.plot_{item.Value}))"));
        string script = folder.Write("optuna_analysis.py", $$"""
            import signal, time, warnings
            import matplotlib
            matplotlib.use("svg")
            import matplotlib.pyplot as pyplot
            import optuna
            import optuna.visualization.matplotlib as plots
            warnings.filterwarnings("ignore")
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            study = optuna.load_study(study_name="s", storage="sqlite:///{{folder["small.db"]}}")
            study.get_trials(deepcopy=False)
            def stop(*_):
                raise TimeoutError
            signal.signal(signal.SIGALRM, stop)
            def measure(name, work):
                seconds = []
                try:
                    for _ in range(2):
                        signal.alarm({{SecondsOfOptuna}})
                        before = time.process_time()
                        work()
                        seconds.append(time.process_time() - before)
                except TimeoutError:
                    pass
                except Exception as error:
                    print(name, type(error).__name__, sep="\t", flush=True)
                    return
                finally:
                    signal.alarm(0)
                print(name, min(seconds) if seconds else "over {{SecondsOfOptuna}} s", sep="\t", flush=True)
            def importances(evaluator):
                optuna.importance.get_param_importances(study, evaluator=evaluator)
            def draw(plot):
                plot(study)
                pyplot.savefig("{{folder["plot.svg"]}}")
                pyplot.close("all")
            {{string.Join('\n', works)}}
            """);
        using Process process = Process.Start(new ProcessStartInfo(Python, [script]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
