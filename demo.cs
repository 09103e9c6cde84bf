// The whole journey in one command: dotnet run demo.cs
// It runs the same commands that the README shows, in this folder, and tells what each of them does.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

const string ProcessData = "samples/Digits/ProcessData";
const string TrainModel = "samples/Digits/TrainModel";
const string BatchInfer = "samples/Digits/BatchInfer";
const string Cli = "src/Binnacle.Cli";

if (!File.Exists("Binnacle.slnx"))
{
    Console.Error.WriteLine("demo.cs runs from the root of the repository, where Binnacle.slnx lies.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var journey = new Journey(stop.Token);
string tag = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
try
{
    journey.Tell("Build the sample and the tool", "Once; every step after it starts the built programs.");
    foreach (string project in new[] { ProcessData, TrainModel, BatchInfer, Cli })
        await journey.RunAsync("build", project, "-v", "quiet", "-nologo");

    journey.Tell("Prepare data", "No data set is there yet, so one is drawn, then checked, normalised and written with a manifest.");
    await journey.RunAsync("run", "--no-build", "--project", ProcessData);

    journey.Tell("Train", "conf/train_model.yaml as it stands: five epochs, tracked to ./mlruns, a checkpoint each epoch.");
    await journey.RunAsync("run", "--no-build", "--project", TrainModel);

    journey.Tell("Train with other values", "Any value of the configuration can be overridden on the command line.");
    await journey.RunAsync("run", "--no-build", "--project", TrainModel, "--", "lr=0.9", "epochs=3");

    journey.Tell("Resume", "The newest run goes on from its last checkpoint, in the same run.");
    await journey.RunAsync("run", "--no-build", "--project", TrainModel, "--", "resume=true", "epochs=2");

    journey.Tell("Sweep", $"Three trials of the TPE sampler over lr and train_bs; their runs carry the tag hptuning_tag = {tag}.");
    journey.Environment["MLFLOW_HPTUNING_TAG"] = tag;
    await journey.RunAsync("run", "--no-build", "--project", TrainModel, "--", "--multirun");

    journey.Tell("Find the sweep's runs, compare, pick the best", "The search syntax is MLflow's; the first row is the best.");
    await journey.RunAsync("run", "--no-build", "--project", Cli, "--", "runs", "search", "--experiment", "digits",
        "--filter", $"tags.hptuning_tag = \"{tag}\"", "--order-by", "metrics.test_accuracy DESC");

    journey.Tell("Predict", "The best checkpoint of the newest finished run labels the images of data/batch-infer.");
    await journey.RunAsync("run", "--no-build", "--project", BatchInfer);

    journey.Tell("Look", "The web UI over ./mlruns; here it is started, asked once, and stopped.");
    await journey.LookAsync(Cli);

    Console.WriteLine($"\nThe whole journey took {journey.Elapsed:m\\:ss}. Look at it yourself:");
    Console.WriteLine($"  dotnet run --project {Cli} -- ui\n  and filter the runs of 'digits' by   tags.hptuning_tag = \"{tag}\"");
    return 0;
}
catch (StepFailedException failed)
{
    Console.Error.WriteLine($"\nThe demo stopped: {failed.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("\nThe demo was stopped.");
    return 130;
}

internal sealed class Journey(CancellationToken stop)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _step;

    public Dictionary<string, string> Environment { get; } = [];

    public TimeSpan Elapsed => _clock.Elapsed;

    public void Tell(string title, string story)
    {
        Console.WriteLine($"\n── {++_step}. {title} ({Elapsed:m\\:ss})\n   {story}\n");
    }

    public async Task RunAsync(params string[] arguments)
    {
        Console.WriteLine("$ dotnet " + string.Join(' ', arguments.Select(Quote)));
        using Process process = Start(arguments);
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new StepFailedException($"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }

    public async Task LookAsync(string cli)
    {
        int port = FreePort();
        string[] arguments = ["run", "--no-build", "--project", cli, "--", "ui", "--port", $"{port}"];
        Console.WriteLine("$ dotnet " + string.Join(' ', arguments));
        using Process server = Start(arguments);
        try
        {
            string page = await FirstAnswerAsync(new Uri($"http://127.0.0.1:{port}/"), server);
            Console.WriteLine($"   The first page has {page.Length:N0} characters and {(page.Contains("digits", StringComparison.Ordinal) ? "shows" : "does not show")} the experiment 'digits'.");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<string> FirstAnswerAsync(Uri address, Process server)
    {
        using var http = new HttpClient();
        for (int attempt = 0; attempt < 150; attempt++)
        {
            if (server.HasExited)
                throw new StepFailedException($"the server ended with exit code {server.ExitCode}.");
            try
            {
                return await http.GetStringAsync(address, stop);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200, stop);
            }
        }

        throw new StepFailedException($"the server did not answer at {address} within 30 seconds.");
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new StepFailedException("dotnet could not be started.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Quote(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"'{argument}'" : argument;
}

internal sealed class StepFailedException(string message) : Exception(message);
