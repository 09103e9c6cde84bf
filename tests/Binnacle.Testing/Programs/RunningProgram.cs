using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Binnacle.Testing;

/// <summary>A started program whose outputs are collected while it runs.</summary>
public sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public RunningProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <summary>Waits for the end; a program that does not end in time is killed and fails the test.</summary>
    public async Task<Outcome> WaitAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            Assert.Fail($"The program did not end within {patience}.\n{Output}\n{Error}");
        }

        return new Outcome(_process.ExitCode, Output, Error);
    }

    /// <summary>True while a process of that id runs.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds while the program runs.</summary>
    public async Task UntilAsync(Func<bool> condition, string what, TimeSpan? patience = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            bool ended = HasExited;
            if (condition())
                return;
            Assert.False(ended, $"The program ended with {(ended ? _process.ExitCode : 0)} before {what}.\n{Output}\n{Error}");
            Assert.True(clock.Elapsed < (patience ?? Eventually.Patience), $"Waited too long for {what}.\n{Output}\n{Error}");
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Watches without pause for a moment that may last a few milliseconds only; false when the program ended before it was seen.</summary>
    public bool Reaches(Func<bool> moment)
    {
        while (!HasExited)
        {
            if (moment())
                return true;
        }

        return false;
    }

    /// <summary>Ends the program at once, as SIGKILL or a loss of power does; the processes that it started live on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>What Ctrl+C does in a terminal: SIGINT to the program and to <paramref name="others"/> of its process group.</summary>
    public void Interrupt(params IEnumerable<int> others)
    {
        IEnumerable<string> ids = others.Prepend(Id).Select(id => id.ToString(CultureInfo.InvariantCulture));
        using Process kill = Process.Start("kill", ["-INT", .. ids]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
