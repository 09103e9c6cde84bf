using System.Diagnostics;

namespace Binnacle.Bench.Server;

/// <summary>A file of 1 GiB up and down through the server, and the server's memory meanwhile.</summary>
internal static class ArtifactBench
{
    private const long Size = 1L << 30;
    private const string Path = "/api/2.0/mlflow-artifacts/artifacts/0/big.bin";

    public static async Task RunAsync(string program)
    {
        using ServerProcess server = await ServerProcess.StartAsync(program, ["--no-ui"]);
        using HttpClient client = new() { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        string before = server.Memory();
        Stopwatch clock = Stopwatch.StartNew();
        using (StreamContent body = new(new PatternStream(Size)))
            (await client.PutAsync(Path, body)).EnsureSuccessStatusCode().Dispose();
        TimeSpan up = clock.Elapsed;
        clock.Restart();
        await using (Stream content = await client.GetStreamAsync(Path))
            await content.CopyToAsync(Stream.Null);
        Console.WriteLine(FormattableString.Invariant(
            $"1 GiB up in {up.TotalSeconds:F1} s, down in {clock.Elapsed.TotalSeconds:F1} s; memory before: {before}; after: {server.Memory()}"));
    }
}
