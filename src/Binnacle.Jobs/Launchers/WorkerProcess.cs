using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Runs one job in a process of its own and brings its result back.</summary>
internal sealed class WorkerProcess(WorkerCommand command, LaunchContext context, int cores)
{
    private const int KeptErrorLines = 20;

    private readonly Queue<string> _lastErrors = new();

    public async Task<JobReturn> RunAsync(JobDescription job, CancellationToken cancellationToken)
    {
        JobFile file = Prepare(job, out string path);
        using Process process = Start(job, path);
        Task output = Forward(process.StandardOutput, context.Output, keep: false);
        Task errors = Forward(process.StandardError, context.Error, keep: true);
        using (cancellationToken.Register(() => _ = StopAsync(process)))
        {
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(output, errors);
        if (JobReturnFile.Read(file.ResultPath) is { } result)
            return result;
        return cancellationToken.IsCancellationRequested
            ? new JobReturn(job.Number, JobStatus.Cancelled)
            : new JobReturn(job.Number, JobStatus.Failed) { Error = Died(process.ExitCode) };
    }

    private JobFile Prepare(JobDescription job, out string path)
    {
        string folder = Path.Combine(job.Folder, ".binnacle");
        Directory.CreateDirectory(folder);
        string number = job.Number.ToString(CultureInfo.InvariantCulture);
        var file = new JobFile
        {
            Job = job,
            Fingerprint = context.Fingerprint,
            ResultPath = Path.Combine(folder, $"result-{number}.json"),
        };
        path = Path.Combine(folder, $"job-{number}.json");
        File.Delete(file.ResultPath);
        file.Write(path);
        return file;
    }

    private Process Start(JobDescription job, string jobFile)
    {
        var start = new ProcessStartInfo(command.FileName)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in (string[])[.. command.Arguments, JobFlags.Worker, jobFile])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in CoreShare.Of(cores).Concat(job.Environment))
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{command.FileName} could not be started.");
    }

    /// <summary>Closing the pipe asks the worker to stop; one that does not within the grace time is killed.</summary>
    private async Task StopAsync(Process process)
    {
        try
        {
            process.StandardInput.Close();
            using var grace = new CancellationTokenSource(context.GraceTime);
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            context.Logger.LogWarning("A worker (process {Id}) did not stop within {Grace} and is killed.", process.Id, context.GraceTime);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // The process ended by itself meanwhile.
        }
    }

    private async Task Forward(StreamReader reader, TextWriter writer, bool keep)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (writer)
                writer.WriteLine(line);
            if (keep)
                Keep(line);
        }
    }

    private void Keep(string line)
    {
        _lastErrors.Enqueue(line);
        if (_lastErrors.Count > KeptErrorLines)
            _lastErrors.Dequeue();
    }

    private string Died(int exitCode)
    {
        string told = _lastErrors.Count == 0 ? "" : " Its last lines:\n" + string.Join('\n', _lastErrors);
        return $"The worker process ended with exit code {exitCode} before it gave a result.{told}";
    }
}
