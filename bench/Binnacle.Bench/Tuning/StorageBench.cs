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

    private const string ProcessorTime = ", processor";
    private const string Loaded = "SQLite, 10,000 trials loaded";

    private static readonly List<(string Name, double Value, string Unit)> Measured = [];
    private static readonly Dictionary<string, double> Theirs = [];

    public static async Task RunAsync(string[] args)
    {
        if (args is ["load", var file])
        {
            Load(file);
            return;
        }

        using TemporaryFolder folder = new();
        Rate("SQLite, synchronous NORMAL", 4000, () => new SqliteStudyStorage(folder["normal.db"]), AskAndTell);
        Rate("SQLite, NORMAL, parameters one by one", 2000, () => new SqliteStudyStorage(folder["single.db"]), OneByOne);
        Rate("SQLite, synchronous FULL", 1000, () => new SqliteStudyStorage(folder["full.db"], new SqliteStorageOptions { SurvivePowerLoss = true }), AskAndTell);
        Rate("journal, on disk at each step", 300, () => new JournalStorage(folder["synced.log"]), AskAndTell);
        Rate("journal, left to the system", 2000, () => new JournalStorage(folder["study.log"], new JournalStorageOptions { SurvivePowerLoss = false }), AskAndTell);
        await LoadAsync(folder);
        WriteTogether();
        if (File.Exists(Python))
            await OptunaAsync(folder);
        Console.WriteLine($"{"work",-50} {"Binnacle",10} {"Optuna 3.1",11} {"ratio",7}");
        foreach (var (name, ours, unit) in Measured)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-50} {ours,10:G4} {Compared(name, ours, unit)}"));
    }

    // A rate is better when it is higher, seconds and megabytes when they are lower.
    private static string Compared(string name, double ours, string unit)
    {
        if (!Theirs.TryGetValue(name, out double theirs))
            return $"{"",11} {"",7} {unit}";
        return string.Create(CultureInfo.InvariantCulture, $"{theirs,11:G4} {(unit == "trials/s" ? ours / theirs : theirs / ours),7:F1} {unit}");
    }

    private static void Rate(string name, int trials, Func<IStudyStorage> open, Action<Study> run)
    {
        using IStudyStorage storage = open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler() });
        for (int i = 0; i < trials / 10; i++)
            run(study);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < trials; i++)
            run(study);
        Measured.Add((name, trials / Stopwatch.GetElapsedTime(begin).TotalSeconds, "trials/s"));
        Measured.Add((name + ProcessorTime, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / trials, "ms of processor time a trial"));
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
        foreach (var (name, value, unit) in Rows(await RunAsync(self.FileName, [.. self.Arguments, "storages", "load", folder["large.db"]])))
            Measured.Add((name, value, unit));
    }

    // Lines of name, number and unit, divided by tabs.
    private static IEnumerable<(string Name, double Value, string Unit)> Rows(string output) =>
        from line in output.Split('\n')
        let parts = line.Split('\t')
        where parts.Length == 3
        select (parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);

    private static void Load(string file)
    {
        long begin = Stopwatch.GetTimestamp();
        using SqliteStudyStorage storage = new(file);
        if (Study.Load(new StudyOptions { Storage = storage }).Trials.Count != LargeStudy)
            throw new InvalidOperationException("Not all trials were loaded.");
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        using Process self = Process.GetCurrentProcess();
        WriteRow(Loaded, seconds, "seconds");
        WriteRow(Loaded + ProcessorTime, self.TotalProcessorTime.TotalSeconds, "seconds of the whole process");
        WriteRow(Loaded + ", memory", self.PeakWorkingSet64 / 1e6, "MB at most");
    }

    private static void WriteRow(string name, double value, string unit) =>
        Console.WriteLine(string.Join('\t', name, value.ToString(CultureInfo.InvariantCulture), unit));

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
        Measured.Add(("PostgreSQL, 8 workers", Workers * Trials / Stopwatch.GetElapsedTime(begin).TotalSeconds, "trials/s"));
        using IStudyStorage result = PostgresStudyStorage.Open(url);
        Console.WriteLine($"PostgreSQL, {Workers} workers: {failures} failed transactions, {result.GetTrials(1).Count} of {Workers * Trials} trials");
    }

    private static async Task OptunaAsync(TemporaryFolder folder)
    {
        string output = await RunAsync(Python, folder.Write("optuna_storages.py", $$"""
            import resource, time
            import optuna
            from optuna.storages import JournalFileStorage, JournalStorage
            optuna.logging.set_verbosity(optuna.logging.ERROR)
            space = {f"x{i}": optuna.distributions.FloatDistribution(-5, 5) for i in range(5)}
            def rate(name, storage, trials):
                study = optuna.create_study(storage=storage, sampler=optuna.samplers.RandomSampler())
                begin, cpu = time.time(), time.process_time()
                for _ in range(trials):
                    trial = study.ask(space)
                    study.tell(trial, trial.params["x0"])
                print(name, trials / (time.time() - begin), "trials/s", sep="\t")
                print(name + "{{ProcessorTime}}", (time.process_time() - cpu) / trials * 1e3, "ms", sep="\t")
            rate("SQLite, synchronous NORMAL", "sqlite:///{{folder["optuna.db"]}}", 100)
            rate("journal, on disk at each step", JournalStorage(JournalFileStorage("{{folder["optuna.log"]}}")), 100)
            begin = time.time()
            trials = optuna.load_study(study_name="s", storage="sqlite:///{{folder["large.db"]}}").get_trials(deepcopy=False)
            print("{{Loaded}}", time.time() - begin, "s", sep="\t")
            print("{{Loaded}}, memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, "MB", sep="\t")
            """));
        foreach (var (name, value, _) in Rows(output))
            Theirs[name] = value;
    }

    private static async Task<string> RunAsync(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return string.Concat(output.Split('\n').Where(line => line.Length > 0 && !line.Contains(" cores, ", StringComparison.Ordinal)).Select(line => line + "\n"));
    }
}
