using System.Diagnostics;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class SharedLogFileTests : IDisposable
{
    private const int Processes = 4;
    private const int LinesEach = 50_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Four_processes_of_50000_lines_lose_and_tear_none_across_rotations()
    {
        string config = WriteConfig("maxBytes: 1000000, backupCount: 100");
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(writer => Run(config, $"writer{writer}", LinesEach)));

        string[] files = Directory.GetFiles(_folder["logs"], "shared.log*");
        Assert.InRange(files.Length, 10, 101);
        Assert.All(files, file => Assert.True(new FileInfo(file).Length < 1_000_000));
        HashSet<string> expected = [.. Enumerable.Range(0, Processes).SelectMany(Lines)];
        List<string> found = [.. files.SelectMany(File.ReadLines)];
        Assert.Equal(Processes * LinesEach, found.Count);
        Assert.True(expected.SetEquals(found));
    }

    [Fact]
    public async Task A_process_that_ends_without_disposing_loses_nothing()
    {
        await Run(WriteConfig("maxBytes: 0"), "writer0", LinesEach, "exit");
        Assert.Equal(LinesEach, File.ReadLines(_folder["logs", "shared.log"]).Count());
    }

    [Fact]
    public async Task A_process_that_crashes_loses_nothing()
    {
        using Process process = Start(WriteConfig("maxBytes: 0"), "writer0", LinesEach, "crash");
        Assert.Contains("The crash that was asked for.", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(LinesEach, File.ReadLines(_folder["logs", "shared.log"]).Count());
    }

    private static IEnumerable<string> Lines(int writer) => Enumerable.Range(0, LinesEach).Select(line =>
        $"writer{writer} INFO     line {line} of {LinesEach}, and some words that make it as long as a usual line");

    private string WriteConfig(string limits) => _folder.Write("logging.yaml", $$"""
        version: 1
        formatters: {plain: {format: '%(name)s %(levelname)-8s %(message)s'} }
        handlers:
          file: {class: logging.handlers.RotatingFileHandler, formatter: plain, filename: shared.log, {{limits}} }
        root: {level: INFO, handlers: [file]}
        """);

    private async Task Run(string config, string name, int lines, params string[] more)
    {
        using Process process = Start(config, name, lines, more);
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await error);
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start(string config, string name, int lines, params string[] more)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Binnacle.Jobs.LogWriter.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, config, _folder["logs"], name, $"{lines}", .. more])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
