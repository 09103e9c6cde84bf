using System.Globalization;
using System.Runtime.InteropServices;
using Binnacle.Tracking;

// A process that logs, for tests that stop or kill one: WHAT STORE [more].
string what = args[0];
TrackingClient client = TrackingClient.Open(args[1]);
switch (what)
{
    case "ledger":
        await LogWithLedgerAsync(client, args[2], args.ElementAtOrDefault(3));
        break;
    case "count":
        await CountAsync(client, int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        break;
    case "wait":
        await WaitAsync(client, graceful: args.ElementAtOrDefault(2) == "graceful");
        break;
    case "crash":
        await CrashAsync(client);
        break;
    default:
        throw new ArgumentException($"unknown: {what}");
}

// Logs until it is killed; the ledger says which step was flushed last.
static async Task LogWithLedgerAsync(TrackingClient client, string ledger, string? runId)
{
    const int Keys = 10;
    RunOptions options = new() { CollectEnvironmentTags = false };
    ActiveRun run = runId is null ? await client.StartRunAsync(options) : await client.ResumeRunAsync(runId, options);
    if (runId is null)
        File.WriteAllText(ledger, run.RunId + "\n");
    long step = File.ReadLines(ledger).Skip(1).Select(line => line.Split(' ')).Where(parts => parts is [_, _, "."])
        .Select(parts => long.Parse(parts[0], CultureInfo.InvariantCulture) + 1_000_000).DefaultIfEmpty().Max();
    for (Random random = new(); ;)
    {
        int count = random.Next(1, 100);
        for (int i = 0; i < count; i++, step++)
        {
            for (int key = 0; key < Keys; key++)
                run.LogMetric($"m{key}", step, step, step);
        }

        await run.FlushAsync();
        // The dot says that the line is whole.
        await File.AppendAllTextAsync(ledger, string.Create(CultureInfo.InvariantCulture, $"{step - 1} {count} .\n"));
    }
}

// Logs so many points a second for so long, now and then a file, a parameter and a tag, and ends.
static async Task CountAsync(TrackingClient client, int points, int perSecond)
{
    await using ActiveRun run = await client.StartRunAsync(new RunOptions { CollectEnvironmentTags = false });
    Console.WriteLine(run.RunId);
    using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
    for (int step = 0; step < points;)
    {
        for (int i = 0; i < Math.Max(1, perSecond / 20) && step < points; i++, step++)
            run.LogMetric("loss", step * 0.5, step, step);
        if (step % 100 == 0)
        {
            run.LogParam($"p{step}", step);
            run.SetTag("last", step);
            await run.LogTextAsync($"at {step}", $"notes/{step}.txt");
        }

        await run.FlushAsync();
        Console.WriteLine($"logged {step}");
        await timer.WaitForNextTickAsync();
    }

    await run.FinishAsync();
    Console.WriteLine(run.SpillPath is null ? "all sent" : "some kept");
}

// Waits for a signal, which ends the process, unless it is one that ends gracefully.
static async Task WaitAsync(TrackingClient client, bool graceful)
{
    TaskCompletionSource asked = new();
    using PosixSignalRegistration? handler = !graceful ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        asked.TrySetResult();
    });
    await using ActiveRun run = await client.StartRunAsync(new RunOptions { CollectEnvironmentTags = false });
    run.LogMetric("loss", 1, 1);
    Console.WriteLine(run.RunId);
    Console.WriteLine("ready");
    await asked.Task;
    await run.FinishAsync();
}

// Dies of an exception on a thread of its own.
static async Task CrashAsync(TrackingClient client)
{
    await using ActiveRun run = await client.StartRunAsync(new RunOptions { CollectEnvironmentTags = false });
    run.LogMetric("loss", 1, 1);
    Console.WriteLine(run.RunId);
    new Thread(() => throw new InvalidOperationException("meant")).Start();
    await Task.Delay(Timeout.Infinite);
}
