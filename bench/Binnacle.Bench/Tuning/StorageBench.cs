using System.Diagnostics;
using System.Globalization;
using Binnacle.Jobs;
using Binnacle.Testing;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Bench;

/// <summary>Trials a second through each storage, and the loading of a large study; Optuna 3.1 beside it where it is installed.</summary>
internal static class StorageBench
{
    private const string Python = "/usr/bin/python3";
    private const int LargeStudy = 10_000;
    private const int Workers = 8;

    private static readonly KeyValuePair<string, Distribution>[] Space =
        [.. Enumerable.Range(0, 5).Select(i => KeyValuePair.Create($"x{i}", (Distribution)new FloatDistribution(-5, 5)))];

    public static async Task RunAsync(string[] args)
    {
        if (args is ["load", var file])
        {
            Load(file);
            return;
        }

        using TemporaryFolder folder = new();
        Write("SQLite, synchronous NORMAL, ask and tell", 4000, () => new SqliteStudyStorage(folder["normal.db"]), AskAndTell);
        Write("SQLite, synchronous NORMAL, parameters one by one", 2000, () => new SqliteStudyStorage(folder["single.db"]), OneByOne);
        Write("SQLite, synchronous FULL, ask and tell", 1000, () => new SqliteStudyStorage(folder["full.db"], new SqliteStorageOptions { SurvivePowerLoss = true }), AskAndTell);
        Write("journal, on disk at each step", 300, () => new JournalStorage(folder["synced.log"]), AskAndTell);
        Write("journal, left to the system", 2000, () => new JournalStorage(folder["study.log"], new JournalStorageOptions { SurvivePowerLoss = false }), AskAndTell);
        await LoadAsync(folder);
        WriteTogether();
        if (File.Exists(Python))
            await OptunaAsync(folder);
    }

    private static void Write(string name, int trials, Func<IStudyStorage> open, Action<Study> run)
    {
        using IStudyStorage storage = open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler() });
        for (int i = 0; i < trials / 10; i++)
            run(study);
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < trials; i++)
            run(study);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds, cpuSeconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {trials / seconds:F0} trials/s ({trials / cpuSeconds:F0} for each CPU second)"));
    }

    private static void AskAndTell(Study study)
    {
        Trial trial = study.Ask(Space);
        study.Tell(trial, (double)trial.Params["x0"]!);
    }

    private static void OneByOne(Study study)
    {
        Trial trial = study.Ask();
        foreach (var (name, distribution) in Space)
            trial.Suggest(name, distribution);
        study.Tell(trial, (double)trial.Params["x0"]!);
    }

    // In a process of its own, for its memory.
    private static async Task LoadAsync(TemporaryFolder folder)
    {
        using (SqliteStudyStorage storage = new(folder["large.db"], new SqliteStorageOptions { NewHead = "v3.0.0.d" }))
        {
            Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler() });
            for (int i = 0; i < LargeStudy; i++)
                AskAndTell(study);
        }

        WorkerCommand self = WorkerCommand.OfThisProgram()!;
        Console.Write(await RunAsync(self.FileName, [.. self.Arguments, "storages", "load", folder["large.db"]]));
    }

    private static void Load(string file)
    {
        long begin = Stopwatch.GetTimestamp();
        using SqliteStudyStorage storage = new(file);
        int trials = Study.Load(new StudyOptions { Storage = storage }).Trials.Count;
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"SQLite, load {trials} trials: {seconds:F2} s, process {self.TotalProcessorTime.TotalSeconds:F2} s CPU, peak {self.PeakWorkingSet64 / 1e6:F0} MB"));
    }

    private static void WriteTogether()
    {
        if (!PostgresServer.IsInstalled)
            return;
        const int Trials = 200;
        using PostgresServer server = new();
        string url = server.CreateDatabase();
        using (IStudyStorage storage = PostgresStudyStorage.Open(url))
            storage.CreateStudy("s", [StudyDirection.Minimize]);
        int failures = 0;
        long begin = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(_ => new Thread(() =>
        {
            using IStudyStorage storage = PostgresStudyStorage.Open(url);
            Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler() });
            for (int i = 0; i < Trials; i++)
            {
                try
                {
                    AskAndTell(study);
                }
                catch (TuningException error)
                {
                    Console.WriteLine(error.Message);
                    Interlocked.Increment(ref failures);
                }
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        using IStudyStorage result = PostgresStudyStorage.Open(url);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PostgreSQL, {Workers} workers: {Workers * Trials / seconds:F0} trials/s, {failures} failed transactions, {result.GetTrials(1).Count} trials"));
    }

    private static async Task OptunaAsync(TemporaryFolder folder) => Console.Write(await RunAsync(Python, folder.Write("optuna_storages.py", $$"""
        import resource, time
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        space = {f"x{i}": optuna.distributions.FloatDistribution(-5, 5) for i in range(5)}
        study = optuna.create_study(storage="sqlite:///{{folder["optuna.db"]}}", sampler=optuna.samplers.RandomSampler())
        begin, cpu = time.time(), time.process_time()
        for _ in range(100):
            trial = study.ask(space)
            study.tell(trial, trial.params["x0"])
        print(f"Optuna {optuna.__version__}, SQLite, ask and tell: {100 / (time.time() - begin):.0f} trials/s ({100 / (time.process_time() - cpu):.0f} for each CPU second)")
        begin = time.time()
        trials = optuna.load_study(study_name="s", storage="sqlite:///{{folder["large.db"]}}").get_trials(deepcopy=False)
        print(f"Optuna {optuna.__version__}, SQLite, load {len(trials)} trials: {time.time() - begin:.2f} s, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
        """)));

    private static async Task<string> RunAsync(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return string.Concat(output.Split('\n').Where(line => line.Length > 0 && !line.Contains(" cores, ", StringComparison.Ordinal)).Select(line => line + "\n"));
    }
}
