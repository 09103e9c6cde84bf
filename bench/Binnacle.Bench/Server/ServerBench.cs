using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Binnacle.Bench.Server;

/// <summary>What the server can take: start, memory, metrics in batches and one by one, a large artifact up and down.</summary>
internal static class ServerBench
{
    private const int Clients = 8;
    private const int BatchSize = 1000;
    private const int Keys = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        // A program that was published already need not be published again.
        string program = Environment.GetEnvironmentVariable("BINNACLE_PROGRAM")
            ?? (await PublishedProgram.ReadyToRunAsync(Path.Combine("src", "Binnacle.Cli"), "binnacle")).Executable;
        foreach (string[] mode in new string[][] { ["--no-ui"], [] })
            await StartAsync(program, mode);
        Print("bare prepared inserts, one transaction for 1,000", BareInserts(), "metrics/s");
        foreach (string[] mode in new string[][] { ["--no-ui"], ["--no-ui", "--survive-power-loss"] })
            await LoadAsync(program, mode);
        await ArtifactAsync(program);
    }

    private static async Task StartAsync(string program, string[] mode)
    {
        List<double> times = [];
        string memory = "";
        for (int i = 0; i < 5; i++)
        {
            string folder = NewFolder();
            using ServerProcess server = await ServerProcess.StartAsync(program, folder, mode);
            times.Add(server.Ready.TotalMilliseconds);
            memory = server.Memory();
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"start to first answer {Name(mode)}: {times[2]:F0} ms median, {times[0]:F0} ms least of 5; {memory}"));
    }

    private static async Task LoadAsync(string program, string[] mode)
    {
        string folder = NewFolder();
        using ServerProcess server = await ServerProcess.StartAsync(program, folder, mode);
        string run = await NewRunAsync(server.Address);
        TimeSpan before = server.ProcessorTime;
        int batches = await DriveAsync(server.Address, Clients, (client, who) => Batches(client, run, who));
        Print($"log-batch of {BatchSize}, {Clients} clients {Name(mode)}", batches * BatchSize / Window.TotalSeconds, $"metrics/s; {server.Memory()}; {(server.ProcessorTime - before).TotalMicroseconds / batches / BatchSize:F1} µs of processor a metric");
        foreach (int clients in new[] { 1, Clients, 8 * Clients })
        {
            int singles = await DriveAsync(server.Address, clients, (client, who) => Singles(client, run, $"single{clients}.{who}"));
            Print($"log-metric, {clients} clients {Name(mode)}", singles / Window.TotalSeconds, $"metrics/s; {server.Memory()}");
        }

        using HttpClient reader = new() { BaseAddress = server.Address };
        Stopwatch clock = Stopwatch.StartNew();
        string page = await reader.GetStringAsync($"/api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=m0.0&max_results=25000");
        Console.WriteLine(FormattableString.Invariant($"history of {page.Split("\"step\"").Length - 1} points: {clock.ElapsedMilliseconds} ms; {server.Memory()}"));
    }

    /// <summary>How many requests all clients together get answered in the window.</summary>
    private static async Task<int> DriveAsync(Uri address, int clients, Func<LoadClient, int, Func<byte[]>> requests)
    {
        int done = 0;
        Stopwatch clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(who => Task.Run(async () =>
        {
            using LoadClient client = new(address);
            Func<byte[]> next = requests(client, who);
            while (clock.Elapsed < Window)
            {
                await client.SendAsync(next());
                Interlocked.Increment(ref done);
            }
        })));
        return done;
    }

    private static Func<byte[]> Batches(LoadClient client, string run, int who)
    {
        int step = 0;
        return () =>
        {
            StringBuilder body = new($"{{\"run_id\":\"{run}\",\"metrics\":[");
            for (int i = 0; i < BatchSize; i++, step++)
                body.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{{\"key\":\"m{who}.{i % Keys}\",\"value\":{step * 0.001},\"timestamp\":{1_700_000_000_000 + step},\"step\":{step / Keys}}}");
            return client.Request("runs/log-batch", body.Append("]}").ToString());
        };
    }

    private static Func<byte[]> Singles(LoadClient client, string run, string key)
    {
        int step = 0;
        return () => client.Request("runs/log-metric", string.Create(CultureInfo.InvariantCulture,
            $"{{\"run_id\":\"{run}\",\"key\":\"{key}\",\"value\":{step * 0.5},\"timestamp\":{1_700_000_000_000 + step},\"step\":{step++}}}"));
    }

    private static async Task<string> NewRunAsync(Uri address)
    {
        using HttpClient client = new() { BaseAddress = address };
        using StringContent body = new("""{"experiment_id":"0"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/api/2.0/mlflow/runs/create", body);
        using JsonDocument json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    /// <summary>What SQLite takes when nothing but the rows is written: MLflow's table of metrics and that of the latest ones.</summary>
    private static double BareInserts()
    {
        string folder = NewFolder();
        using SqliteConnection connection = new($"Data Source={Path.Combine(folder, "bare.db")}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
        Execute(connection, """
            CREATE TABLE metrics (key VARCHAR(250), value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT, is_nan BOOLEAN,
              PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
            CREATE INDEX a ON metrics (run_uuid); CREATE INDEX b ON metrics (run_uuid, key, step);
            """);
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO metrics VALUES ($key, $value, $time, 'f00df00df00df00df00df00df00df00d', $step, 0)";
        SqliteParameter[] parameters = [.. new[] { "$key", "$value", "$time", "$step" }.Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name }))];
        Stopwatch clock = Stopwatch.StartNew();
        int rows = 0;
        while (clock.Elapsed < Window / 2)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (int i = 0; i < BatchSize; i++, rows++)
            {
                parameters[0].Value = $"m0.{i % Keys}";
                parameters[1].Value = rows * 0.001;
                parameters[2].Value = 1_700_000_000_000L + rows;
                parameters[3].Value = rows / Keys;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task ArtifactAsync(string program)
    {
        const long Size = 1L << 30;
        string folder = NewFolder();
        using ServerProcess server = await ServerProcess.StartAsync(program, folder, "--no-ui");
        using HttpClient client = new() { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        string before = server.Memory();
        Stopwatch clock = Stopwatch.StartNew();
        using (StreamContent body = new(new PatternStream(Size)))
            (await client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/0/big.bin", body)).EnsureSuccessStatusCode().Dispose();
        TimeSpan up = clock.Elapsed;
        clock.Restart();
        await using (Stream content = await client.GetStreamAsync("/api/2.0/mlflow-artifacts/artifacts/0/big.bin"))
            await content.CopyToAsync(Stream.Null);
        Console.WriteLine(FormattableString.Invariant(
            $"1 GiB up in {up.TotalSeconds:F1} s, down in {clock.Elapsed.TotalSeconds:F1} s; memory before: {before}; after: {server.Memory()}"));
        Directory.Delete(folder, recursive: true);
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("binnacle-bench-").FullName;

    private static string Name(string[] mode) => mode.Length == 0 ? "(API and pages)" : mode.Length == 1 ? "(API)" : "(API, surviving power loss)";

    private static void Print(string what, double rate, string unit) => Console.WriteLine(FormattableString.Invariant($"{what}: {rate:F0} {unit}"));
}
