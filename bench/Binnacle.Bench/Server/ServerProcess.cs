using System.Diagnostics;
using System.Globalization;

namespace Binnacle.Bench.Server;

/// <summary>A published <c>binnacle server</c> over a new database, with its memory.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const double Megabyte = 1e6;
    private readonly Process _process;

    private ServerProcess(Process process, Uri address, TimeSpan ready)
    {
        _process = process;
        Address = address;
        Ready = ready;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Ready { get; }

    public static async Task<ServerProcess> StartAsync(string program, string folder, params string[] more)
    {
        ProcessStartInfo start = new(program, ["server", "--port", "0", "--backend-store-uri", "sqlite:///" + Path.Combine(folder, "mlflow.db"), .. more])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        Stopwatch clock = Stopwatch.StartNew();
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int address = line.IndexOf("http://", StringComparison.Ordinal);
            if (address < 0)
                continue;
            Uri uri = new(line[address..].Split(' ')[0]);
            using HttpClient client = new();
            await client.GetStringAsync(new Uri(uri, "/health"));
            return new ServerProcess(process, uri, clock.Elapsed);
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>Megabytes in memory now, and at most so far.</summary>
    public string Memory()
    {
        if (!OperatingSystem.IsLinux())
        {
            _process.Refresh();
            return string.Create(CultureInfo.InvariantCulture, $"{_process.WorkingSet64 / Megabyte:F0} MB");
        }

        string[] status = File.ReadAllLines($"/proc/{_process.Id}/status");
        return string.Create(CultureInfo.InvariantCulture, $"{Field(status, "VmRSS"):F0} MB now, {Field(status, "VmHWM"):F0} MB at most");
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static double Field(string[] status, string name) =>
        long.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / Megabyte;
}
