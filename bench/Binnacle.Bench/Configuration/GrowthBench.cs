using System.Globalization;
using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>How the cost of a composition grows with files, overrides and interpolations: 10, 100, 1,000, 10,000 of each.</summary>
internal static class GrowthBench
{
    private const int Rounds = 20;
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    private static readonly string Plot = Path.Combine("docs", "images", "composition-growth.svg");

    /// <summary>Prints the growths, and draws them in <c>docs/images/composition-growth.svg</c>.</summary>
    public static Task RunAsync()
    {
        IReadOnlyList<Growth> growths = Measure();
        foreach (Growth growth in growths)
        {
            Console.WriteLine($"\n{growth.What,14} {"ms",10} {"µs each",10}");
            foreach (GrowthPoint point in growth.Points)
                Console.WriteLine(FormattableString.Invariant($"{point.Count,14:N0} {point.Milliseconds,10:N3} {point.Milliseconds * 1000 / point.Count,10:N2}"));
        }

        File.WriteAllText(Plot, GrowthPlot.Of(growths));
        return Task.CompletedTask;
    }

    /// <summary>The least CPU time of several compositions, for each number of files, overrides and interpolations.</summary>
    public static IReadOnlyList<Growth> Measure() =>
        [Of("files", Files), Of("overrides (upon 1,201 files)", Overrides), Of("interpolations", Interpolations)];

    private static Growth Of(string what, Func<int, Func<object>> make) => new(what, [.. Sizes.Select(size => Point(size, make(size)))]);

    private static GrowthPoint Point(int size, Func<object> work)
    {
        int times = Math.Max(1, 1_000 / size);
        Milliseconds(work, times);
        return new(size, Enumerable.Range(0, Rounds).Min(_ => Milliseconds(work, times)));
    }

    /// <summary>CPU time of the process, so that other programs on the machine do not count.</summary>
    private static double Milliseconds(Func<object> work, int times)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
            GC.KeepAlive(work());
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / times;
    }

    private static Func<object> Files(int count)
    {
        var folder = new ConfFolder(Math.Max(1, count / 10), Math.Min(10, count));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(folder.Path));
        return () => composer.Compose(new CompositionRequest { ConfigName = "config" });
    }

    private static Func<object> Overrides(int count)
    {
        var folder = new ConfFolder(40, 30);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(folder.Path));
        var request = new CompositionRequest { ConfigName = "config", Overrides = folder.Overrides(count) };
        return () => composer.Compose(request);
    }

    private static Func<object> Interpolations(int count)
    {
        var text = new StringBuilder("seed: 1\n");
        for (int i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"key{i}: run-${{seed}}\n");
        var tree = (MapNode)YamlReader.Parse(text.ToString(), "growth.yaml");
        return () => new ResolutionContext(tree).Resolve();
    }
}
