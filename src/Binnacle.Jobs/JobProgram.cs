using System.Reflection;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>One run of a job program, from its arguments to its exit code.</summary>
internal sealed class JobProgram(JobHostOptions options, JobBinding binding)
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Usage = 2;

    private readonly DateTimeOffset _startedAt = DateTimeOffset.Now;

    public async Task<int> RunAsync(string[] args)
    {
        try
        {
            JobCommand command = JobCommandParser.Parse(args);
            return await RunAsync(command);
        }
        catch (UsageException error)
        {
            options.Error.WriteLine(JobFlags.Usage(options.JobName));
            options.Error.WriteLine($"{options.JobName}: error: {error.Message}");
            return Usage;
        }
        catch (PackageNotFoundException error)
        {
            options.Error.WriteLine(error.Message);
            return Failure;
        }
        catch (Exception error) when (JobError.IsForPeople(error))
        {
            JobError.Write(options.Error, error);
            return Failure;
        }
    }

    private Task<int> RunAsync(JobCommand command)
    {
        switch (command.Action)
        {
            case CommandAction.Version:
                options.Output.WriteLine($"Binnacle {Version()}");
                return Task.FromResult(Success);
            case CommandAction.Work:
                return new WorkerProgram(options, binding).RunAsync(command.Subject);
            case CommandAction.Help or CommandAction.HydraHelp:
                return Print(command, composed => HelpPrinter.Print(options.Output, composed, Composer(command), command));
            case CommandAction.ShowConfig:
                return Print(command, composed => ConfigPrinter.Print(options.Output, composed, command));
            case CommandAction.ShowInfo:
                return Print(command, composed => InfoPrinter.Print(options.Output, composed, command, options));
            default:
                return ExecuteAsync(command);
        }
    }

    private Task<int> Print(JobCommand command, Action<ComposedJob> print)
    {
        print(Told(Composer(command).Compose(command.Overrides, RunMode.Run)));
        return Task.FromResult(Success);
    }

    private async Task<int> ExecuteAsync(JobCommand command)
    {
        using StopSignals signals = StopSignals.OfProgram(options.GraceTime);
        JobComposer composer = Composer(command);
        RunMode mode = Mode(command, composer);
        ComposedJob composed = composer.Compose([.. command.Overrides, $"hydra.mode={ModeName(mode)}"], mode);
        Told(composed);
        var runner = new JobRunner(options, composer.Source.ConfigPath, binding);
        try
        {
            if (mode == RunMode.MultiRun)
                await new SweepRunner(options, composer, runner, _startedAt).RunAsync(composed, signals.Token);
            else
                await RunOnceAsync(runner, composed, signals.Token);
            return signals.Token.IsCancellationRequested ? StopSignals.ExitCode : Success;
        }
        catch (Exception error) when (signals.Token.IsCancellationRequested && error is OperationCanceledException or JobFailedException)
        {
            options.Error.WriteLine("Stopped.");
            return StopSignals.ExitCode;
        }
        catch (JobExecutionException error)
        {
            JobError.WriteJob(options.Error, composed.Overrides, JobError.OfJob(error.InnerException!));
            return signals.Token.IsCancellationRequested ? StopSignals.ExitCode : Failure;
        }
    }

    /// <summary>The flag decides; without one the configuration does (<c>hydra.mode</c>).</summary>
    private static RunMode Mode(JobCommand command, JobComposer composer) => command.Action switch
    {
        CommandAction.Multirun => RunMode.MultiRun,
        CommandAction.Default when composer.Compose(command.Overrides, RunMode.MultiRun).Text("hydra.mode") == ModeName(RunMode.MultiRun) => RunMode.MultiRun,
        _ => RunMode.Run,
    };

    private static string ModeName(RunMode mode) => mode == RunMode.MultiRun ? "MULTIRUN" : "RUN";

    private static async Task RunOnceAsync(JobRunner runner, ComposedJob composed, CancellationToken cancellationToken)
    {
        (string path, bool exclusive) = composed.Folder("hydra.run.dir");
        runner.Check(composed, path);
        string folder = exclusive ? RunFolder.CreateExclusive(path) : RunFolder.CreateOrReuse(path);
        await runner.RunAsync(composed, folder, sweep: null, cancellationToken);
    }

    private JobComposer Composer(JobCommand command) => new(
        options.JobName,
        new ConfigSourceDescription(
            ConfigLocation.Find(command.ConfigPath, options),
            command.ConfigName ?? options.ConfigName,
            command.ConfigDirectory is { } extra ? Path.GetFullPath(extra) : null),
        _startedAt,
        options.OptionalKeys);

    private ComposedJob Told(ComposedJob composed)
    {
        foreach (string warning in composed.Warnings)
            options.Error.WriteLine($"warning: {warning}");
        return composed;
    }

    private static string Version() =>
        typeof(JobHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
