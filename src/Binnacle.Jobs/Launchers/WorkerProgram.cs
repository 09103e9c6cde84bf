using System.Text.Json;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>The program as a worker process: runs the one job of its job file and writes the result beside it.</summary>
internal sealed class WorkerProgram(JobHostOptions options, JobBinding binding)
{
    private const int Refused = 3;

    public async Task<int> RunAsync(string jobFile)
    {
        using StopSignals signals = StopSignals.OfWorker(Console.OpenStandardInput(), options.GraceTime);
        JobFile file;
        try
        {
            file = JobFile.Read(jobFile);
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{jobFile}: the job file cannot be read: {error.Message}", inner: error);
        }

        if (file.Fingerprint != ProgramFingerprint.Of(AppContext.BaseDirectory))
        {
            Return(file, Fault(file.Job, "The program was rebuilt since the sweep began; a sweep's jobs all run the same build."));
            return Refused;
        }

        JobReturn result = await RunAsync(file.Job, signals.Token);
        Return(file, result);
        return result.Status switch
        {
            JobStatus.Completed => 0,
            JobStatus.Cancelled => StopSignals.ExitCode,
            _ => 1,
        };
    }

    private async Task<JobReturn> RunAsync(JobDescription description, CancellationToken cancellationToken)
    {
        try
        {
            var composer = new JobComposer(options, description.Source, description.Sweep.StartedAt);
            ComposedJob composed = composer.Compose(description.Overrides, RunMode.MultiRun).Numbered(description.Number);
            var runner = new JobRunner(options, description.Source.ConfigPath, binding, JobCallbacks.Of(composed, options));
            return await runner.RunAsync(runner.Prepare(composed, description.Folder), description, cancellationToken);
        }
        catch (ConfigException error)
        {
            return Fault(description, error.Message);
        }
    }

    private static JobReturn Fault(JobDescription job, string message) => new(job.Number, JobStatus.Failed) { Error = message };

    private static void Return(JobFile file, JobReturn result) => JobReturnFile.Write(file.ResultPath, result);
}
