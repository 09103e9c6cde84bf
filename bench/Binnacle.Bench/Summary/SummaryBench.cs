using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>Everything that was asked of the speed of configuration and job host, in one table of Markdown and two minutes.</summary>
internal static class SummaryBench
{
    private const int Starts = 30;
    private const int Sweeps = 5;
    private const string Sweep = "x=range(100)";

    private static readonly string TrivialJob = Path.Combine("bench", "TrivialJob");

    /// <param name="options"><c>--without-native</c>: leave out the program compiled ahead of time; <c>--without-programs</c>: all programs. <c>--python PATH</c>: measure Hydra too, with this Python.</param>
    public static async Task RunAsync(IReadOnlyList<string> options)
    {
        HydraReference? hydra = HydraReference.Of(options);
        var rows = new List<SummaryRow>();
        if (!options.Contains("--without-programs"))
            await AddProgramsAsync(rows, hydra, native: !options.Contains("--without-native"));
        await AddCompositionsAsync(rows, hydra);
        rows.Add(new("simple overrides parsed", "> 500,000/s", Rate(Overrides), "/s", 5_110));
        ResolutionContext config = ReadConfig();
        rows.Add(new("plain reads", "> 5,000,000/s", Rate(() => Repeat(() => config.Select("model.size"))), "/s", 42_000));
        rows.Add(new("reads of `${v}`", "> 1,000,000/s", Rate(() => Repeat(() => config.Select("model.same"))), "/s", 6_300));
        AddGrowth(rows);

        Console.WriteLine(SummaryRow.Header);
        foreach (SummaryRow row in rows)
            Console.WriteLine(row);
    }

    private static async Task AddProgramsAsync(List<SummaryRow> rows, HydraReference? hydra, bool native)
    {
        string folder = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;
        PublishedProgram hello = await PublishedProgram.ReadyToRunAsync(Path.Combine("bench", "Hello"));
        PublishedProgram job = await PublishedProgram.ReadyToRunAsync(TrivialJob);
        PublishedProgram? compiled = native ? await PublishedProgram.NativeAsync(TrivialJob) : null;
        double? start = hydra is null ? null : (await hydra.Job.TimesAsync(5, folder, 0, hydra.Arguments())).Median;
        double? sweep = hydra is null ? null : (await hydra.Job.TimesAsync(1, folder, 0, hydra.Arguments("-m", Sweep))).Median / 1000;

        rows.Add(new("`Console.WriteLine` alone, ReadyToRun, start to exit (median)", "", (await hello.TimesAsync(Starts, folder, 0)).Median, "ms"));
        (double median, double least) = await job.TimesAsync(Starts, folder, 0);
        rows.Add(new("trivial job, ReadyToRun, start to exit (median)", "< 120 ms", median, "ms", 490) { ReferenceHere = start });
        rows.Add(new("the same (least)", "", least, "ms", 490) { ReferenceHere = start });
        (median, least) = await job.TimesAsync(Starts, folder, 0, "typed");
        rows.Add(new("the same with its configuration bound to a record (median)", "", median, "ms", 490) { ReferenceHere = start });
        rows.Add(new("the same (least)", "", least, "ms", 490) { ReferenceHere = start });
        rows.Add(new("sweep of 100 trivial jobs in process, ReadyToRun", "< 0.5 s", (await job.TimesAsync(Sweeps, folder, 0, "-m", Sweep)).Median / 1000, "s", 18.4) { ReferenceHere = sweep });
        if (compiled is not null)
        {
            (median, least) = await compiled.TimesAsync(Starts, folder, 0);
            rows.Add(new("trivial job, NativeAOT, start to exit (median)", "< 40 ms", median, "ms", 490) { ReferenceHere = start });
            rows.Add(new("the same (least)", "", least, "ms", 490) { ReferenceHere = start });
            rows.Add(new("sweep of 100 trivial jobs in process, NativeAOT", "", (await compiled.TimesAsync(Sweeps, folder, 0, "-m", Sweep)).Median / 1000, "s", 18.4) { ReferenceHere = sweep });
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task AddCompositionsAsync(List<SummaryRow> rows, HydraReference? hydra)
    {
        foreach (var (groups, options, overrides, asked, reference) in ((int, int, int, string, double)[])[(2, 2, 2, "< 0.3 ms", 62), (8, 6, 13, "< 3 ms", 108), (40, 7, 500, "< 30 ms", 750)])
        {
            using var folder = new ConfFolder(groups, options);
            var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(folder.Path));
            var request = new CompositionRequest { ConfigName = "config", Overrides = folder.Overrides(overrides) };
            rows.Add(new($"warm composition: {folder.Files} files, {overrides} overrides", asked, Milliseconds(() => composer.Compose(request)), "ms", reference)
            {
                ReferenceHere = hydra is null ? null : await hydra.ComposeAsync(folder.Path, request.Overrides),
            });
        }
    }

    private static void AddGrowth(List<SummaryRow> rows)
    {
        foreach (Growth growth in GrowthBench.Measure())
        {
            double thousand = growth.Points[^2].Milliseconds, tenThousand = growth.Points[^1].Milliseconds;
            rows.Add(new($"10,000 {growth.What}: times the cost of 1,000", "linear (10)", tenThousand / thousand, "times"));
        }
    }

    private static int Overrides()
    {
        const int count = 1000;
        return OverrideParser.ParseAll(Enumerable.Repeat("model.layer.size=128", count)).Count;
    }

    private static int Repeat(Func<object?> read)
    {
        const int count = 10_000;
        for (int i = 0; i < count; i++)
            GC.KeepAlive(read());
        return count;
    }

    private static ResolutionContext ReadConfig() =>
        new((MapNode)YamlReader.Parse("seed: 7\nmodel:\n  size: 128\n  same: ${seed}\n", "bench.yaml"));

    /// <summary>The best of three seconds of CPU time, after one in which the code is compiled to its final form.</summary>
    private static double Rate(Func<int> work)
    {
        double best = 0;
        for (int round = 0; round < 4; round++)
        {
            TimeSpan start = CpuTime;
            long done = 0;
            while (CpuTime - start < TimeSpan.FromSeconds(1))
                done += work();
            best = Math.Max(round == 0 ? 0 : best, done / (CpuTime - start).TotalSeconds);
        }

        return best;
    }

    /// <summary>The median of two seconds of CPU time, after two in which the code is compiled to its final form.</summary>
    private static double Milliseconds(Func<object> work)
    {
        var times = new List<double>();
        TimeSpan start = CpuTime;
        while (CpuTime - start < TimeSpan.FromSeconds(4))
        {
            TimeSpan before = CpuTime;
            GC.KeepAlive(work());
            if (before - start > TimeSpan.FromSeconds(2))
                times.Add((CpuTime - before).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>That of this process, so that other programs on the machine do not count.</summary>
    private static TimeSpan CpuTime => Environment.CpuUsage.TotalTime;
}
