namespace Binnacle.Bench.Server;

/// <summary>What a published <c>binnacle server</c> over SQLite can take. Without arguments all parts, else those that are named.</summary>
internal static class ServerBench
{
    private static readonly Dictionary<string, Func<string, Task>> Parts = new(StringComparer.Ordinal)
    {
        ["start"] = StartAsync,
        ["load"] = LoadBench.RunAsync,
        ["history"] = HistoryBench.RunAsync,
        ["search"] = ServerSearchBench.RunAsync,
        ["artifact"] = ArtifactBench.RunAsync,
    };

    public static async Task RunAsync(string[] parts)
    {
        if (Array.Find(parts, part => !Parts.ContainsKey(part)) is { } unknown)
            throw new ArgumentException($"expected parts of {string.Join(", ", Parts.Keys)}, found {unknown}");
        // A program that was published already need not be published again.
        string program = Environment.GetEnvironmentVariable("BINNACLE_PROGRAM")
            ?? (await PublishedProgram.ReadyToRunAsync(Path.Combine("src", "Binnacle.Cli"), "binnacle")).Executable;
        foreach ((string name, Func<string, Task> run) in Parts)
        {
            if (parts.Length == 0 || parts.Contains(name))
                await run(program);
        }
    }

    private static async Task StartAsync(string program)
    {
        const int Starts = 10;
        foreach (string[] mode in (string[][])[["--no-ui"], []])
        {
            List<double> times = [];
            string memory = "";
            for (int i = 0; i < Starts; i++)
            {
                using ServerProcess server = await ServerProcess.StartAsync(program, mode);
                times.Add(server.Ready.TotalMilliseconds);
                memory = server.Memory();
            }

            times.Sort();
            Console.WriteLine(FormattableString.Invariant(
                $"start to first answer, {(mode.Length == 0 ? "API and pages" : "API")}: {times[Starts / 2]:F0} ms median, {times[0]:F0} ms least of {Starts}; {memory}"));
        }
    }
}
