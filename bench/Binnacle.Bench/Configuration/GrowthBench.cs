using System.Diagnostics;
using System.Globalization;
using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>How the cost of a composition grows with files, overrides and interpolations: 10, 100, 1,000, 10,000 of each.</summary>
internal static class GrowthBench
{
    private const int Rounds = 5;
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    public static Task RunAsync()
    {
        Show("files", Files);
        Show("overrides", Overrides);
        Show("interpolations", Interpolations);
        return Task.CompletedTask;
    }

    private static void Show(string what, Func<int, Func<object>> make)
    {
        Console.WriteLine($"\n{what,14} {"ms",10} {"µs each",10}");
        foreach (int size in Sizes)
        {
            Func<object> work = make(size);
            work();
            double least = Enumerable.Range(0, size < 1_000 ? Rounds * 20 : Rounds).Min(_ => Milliseconds(work));
            string bar = new('#', (int)Math.Max(1, Math.Round(8 * Math.Log10(Math.Max(1.01, least * 100)))));
            Console.WriteLine(FormattableString.Invariant($"{size,14:N0} {least,10:N3} {least * 1000 / size,10:N2}  {bar}"));
        }
    }

    private static double Milliseconds(Func<object> work)
    {
        long start = Stopwatch.GetTimestamp();
        GC.KeepAlive(work());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
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
