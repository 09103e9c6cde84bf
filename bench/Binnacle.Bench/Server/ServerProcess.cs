using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking.Sql;

namespace Binnacle.Bench.Server;

/// <summary>A published <c>binnacle server</c> over a new database, with its memory.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const double Megabyte = 1e6;
    private readonly Process _process;
    private readonly TemporaryFolder? _folder;

    private ServerProcess(Process process, TemporaryFolder? folder, Uri address, TimeSpan ready)
    {
        _process = process;
        _folder = folder;
        Address = address;
        Ready = ready;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Starts the server in a new folder, over a database that is filled first when <paramref name="fill"/> is given.</summary>
    public static async Task<ServerProcess> StartAsync(string program, string[] options, Func<SqlTrackingStore, Task>? fill = null)
    {
        TemporaryFolder folder = new();
        if (fill is not null)
        {
            using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}");
            await fill(store);
        }

        return await StartAsync(program, folder.Path, options, owned: folder);
    }

    /// <summary>Starts the server in a folder, over the database <c>mlflow.db</c> in it.</summary>
    public static Task<ServerProcess> StartAsync(string program, string folder) => StartAsync(program, folder, [], owned: null);

    /// <summary>Starts the server in a folder, over any store.</summary>
    public static Task<ServerProcess> StartOverAsync(string program, string folder, string store, params string[] options) =>
        StartAsync(program, folder, store, options, owned: null);

    private static Task<ServerProcess> StartAsync(string program, string folder, string[] options, TemporaryFolder? owned) =>
        StartAsync(program, folder, "sqlite:///" + Path.Combine(folder, "mlflow.db"), options, owned);

    private static async Task<ServerProcess> StartAsync(string program, string folder, string store, string[] options, TemporaryFolder? owned)
    {
        ProcessStartInfo start = new(program, ["server", "--port", "0", "--backend-store-uri", store, .. options])
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
            return new ServerProcess(process, owned, uri, clock.Elapsed);
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>The id of a new run.</summary>
    public async Task<string> NewRunAsync()
    {
        using JsonDocument json = await PostAsync("runs/create", """{"experiment_id":"0"}""");
        return IdOf(json.RootElement.GetProperty("run"));
    }

    /// <summary>The id of the only run.</summary>
    public async Task<string> OnlyRunAsync()
    {
        using JsonDocument json = await PostAsync("runs/search", """{"experiment_ids":["0"]}""");
        return IdOf(json.RootElement.GetProperty("runs").EnumerateArray().Single());
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
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Field(status, "VmRSS"):F0} MB now ({Field(status, "RssFile"):F0} of it files that are mapped), {Field(status, "VmHWM"):F0} MB at most");
    }

    /// <summary>Megabytes in memory now.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / Megabyte;
        }
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
        _folder?.Dispose();
    }

    private static string IdOf(JsonElement run) => run.GetProperty("info").GetProperty("run_id").GetString()!;

    private async Task<JsonDocument> PostAsync(string call, string text)
    {
        using HttpClient client = new() { BaseAddress = Address };
        using StringContent body = new(text, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/api/2.0/mlflow/" + call, body);
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private static double Field(string[] status, string name) =>
        long.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / Megabyte;
}
