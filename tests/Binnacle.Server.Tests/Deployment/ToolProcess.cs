using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>The <c>binnacle</c> tool as a process of its own.</summary>
internal sealed partial class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ToolProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static ToolProcess Start(string folder, string program, params string[] arguments) => Start(folder, [], program, arguments);

    public static ToolProcess Start(string folder, Dictionary<string, string> variables, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // A test host's own settings must not leak into the programs that it starts.
        start.Environment.Remove("MLFLOW_TRACKING_URI");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Runs a program to its end, which must be a success, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using ToolProcess process = Start(folder, program, arguments);
        int code = await process.EndAsync();
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{process.Output}");
        return process.Output;
    }

    /// <summary>The address that the server printed.</summary>
    public async Task<Uri> AddressAsync()
    {
        Task first = await Task.WhenAny(_address.Task, _process.WaitForExitAsync(), Task.Delay(Patience));
        Assert.True(first == _address.Task, $"No address was printed:\n{Output}");
        return await _address.Task;
    }

    public async Task<int> EndAsync()
    {
        using CancellationTokenSource timeout = new(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends the process as a loss of power would: without a chance to finish anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Read(string? line)
    {
        Append(line);
        if (line is not null && PrintedAddress().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Value));
    }

    private void Append(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
    }

    [GeneratedRegex(@"http://[^\s]+")]
    private static partial Regex PrintedAddress();
}
