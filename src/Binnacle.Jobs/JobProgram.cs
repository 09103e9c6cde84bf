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
                options.Output.WriteLine(HostVersion.Text);
                return Task.FromResult(Success);
            case CommandAction.Work:
                return new WorkerProgram(options, binding).RunAsync(command.Subject);
            case CommandAction.Help or CommandAction.HydraHelp:
                return PrintAsync(command, composed => HelpPrinter.Print(options.Output, composed, command));
            case CommandAction.ShowConfig:
                return PrintAsync(command, composed => ConfigPrinter.Print(options.Output, composed, command));
            case CommandAction.ShowInfo when command.Subject == "lint":
                return Task.FromResult(LintPrinter.Print(Composer(command), command, options) ? Success : Failure);
            case CommandAction.ShowInfo when command.Subject == "plugins":
                InfoPrinter.PrintPlugins(options);
                return Task.FromResult(Success);
            case CommandAction.ShowSchema:
                return PrintAsync(command, composed => SchemaPrinter.Print(composed, command, options));
            case CommandAction.ShowInfo:
                return PrintAsync(command, composed => InfoPrinter.Print(options.Output, composed, command, options));
            case CommandAction.ShellCompletion:
                new ShellCompletion(options, Composer).Run(command.Overrides);
                return Task.FromResult(Success);
            case CommandAction.Rerun:
                return GuardedAsync(command, RerunAsync);
            default:
                return GuardedAsync(command, ExecuteAsync);
        }
    }

    private async Task<int> PrintAsync(JobCommand command, Action<ComposedJob> print)
    {
        ComposedJob composed = Composer(command).Compose(command.Overrides, RunMode.Run);
        await ToldAsync(Begin(composed), composed, command);
        print(composed);
        return Success;
    }

    /// <summary>Runs jobs under the signals that stop them, and tells how they ended.</summary>
    private async Task<int> GuardedAsync(JobCommand command, Func<JobCommand, CancellationToken, Task<int>> run)
    {
        using StopSignals signals = StopSignals.OfProgram(options.GraceTime);
        try
        {
            int code = await run(command, signals.Token);
            return signals.Token.IsCancellationRequested ? StopSignals.ExitCode : code;
        }
        catch (Exception error) when (signals.Token.IsCancellationRequested && error is OperationCanceledException or JobFailedException)
        {
            options.Error.WriteLine("Stopped.");
            return StopSignals.ExitCode;
        }
        catch (JobExecutionException error)
        {
            JobError.WriteJob(options.Error, error.Overrides, JobError.OfJob(error.InnerException!));
            return signals.Token.IsCancellationRequested ? StopSignals.ExitCode : Failure;
        }
    }

    private async Task<int> ExecuteAsync(JobCommand command, CancellationToken cancellationToken)
    {
        JobComposer composer = Composer(command);
        ComposedJob composed = command.Action switch
        {
            CommandAction.Multirun => composer.Compose([.. command.Overrides, "hydra.mode=MULTIRUN"], RunMode.MultiRun),
            CommandAction.Run => composer.Compose([.. command.Overrides, "hydra.mode=RUN"], RunMode.Run),
            _ => composer.Compose(command.Overrides, mode: null),
        };
        JobCallbacks callbacks = Begin(composed);
        await ToldAsync(callbacks, composed, command);
        HostLogging.Report(composed, options);
        var runner = new JobRunner(options, composer.Source.ConfigPath, binding, callbacks);
        if (composed.Mode == RunMode.Run)
            return await RunOnceAsync(command, composed, runner, callbacks, cancellationToken);

        var sweep = new SweepRunner(options, composer, runner, _startedAt);
        if (command.DryRun)
            return sweep.Preview(composed) ? Success : Failure;
        string? configName = composer.Source.ConfigName;
        await callbacks.MultirunStartAsync(composed.Root, configName);
        try
        {
            await sweep.RunAsync(composed, cancellationToken);
        }
        finally
        {
            await callbacks.MultirunEndAsync(composed.Root, configName);
        }

        return Success;
    }

    private async Task<int> RunOnceAsync(
        JobCommand command, ComposedJob composed, JobRunner runner, JobCallbacks callbacks, CancellationToken cancellationToken)
    {
        (string path, bool exclusive) = composed.Folder("hydra.run.dir");
        if (command.DryRun)
        {
            var report = new DryRunReport(options);
            report.Add(new SweepJob(0, composed.Overrides), () => runner.Prepare(composed, Path.GetFullPath(path)));
            return report.Finish() ? Success : Failure;
        }

        string? configName = command.ConfigName ?? options.ConfigName;
        await callbacks.RunStartAsync(composed.Root, configName);
        PreparedJob job = runner.Prepare(composed, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string folder = exclusive ? RunFolder.CreateExclusive(job.Folder) : RunFolder.CreateOrReuse(job.Folder);
        if (folder != job.Folder)
            job = runner.Prepare(composed, folder);
        var result = new JobReturn(0, JobStatus.Failed);
        try
        {
            result = new JobReturn(0, JobStatus.Completed) { Values = (await runner.RunAsync(job, sweep: null, cancellationToken)).Values };
        }
        catch (JobExecutionException error)
        {
            result = result with { Error = JobError.OfJob(error.InnerException!) };
            throw;
        }
        catch (OperationCanceledException)
        {
            result = new JobReturn(0, JobStatus.Cancelled);
            throw;
        }
        finally
        {
            await callbacks.RunEndAsync(job.Composed.Root, configName, result);
        }

        return Success;
    }

    /// <summary>Runs a job again from its records; what else the command line says is not looked at.</summary>
    private async Task<int> RerunAsync(JobCommand command, CancellationToken cancellationToken)
    {
        if (command.Overrides.Count > 0)
            options.Error.WriteLine("warning: --experimental-rerun runs the recorded configuration; overrides are ignored.");
        ComposedJob recorded = RecordedJob.Read(command.Subject, options.Resolvers);
        var runner = new JobRunner(options, ConfigLocation.Find(command.ConfigPath, options), binding, JobCallbacks.None);
        PreparedJob job = runner.Prepare(recorded, RecordedJob.OutputDirectory(recorded, command.Subject));
        await runner.RerunAsync(job, cancellationToken);
        return Success;
    }

    private JobComposer Composer(JobCommand command) => new(
        options,
        new ConfigSourceDescription(
            ConfigLocation.Find(command.ConfigPath, options),
            command.ConfigName ?? options.ConfigName,
            command.ConfigDirectory is { } extra ? Path.GetFullPath(extra) : null),
        _startedAt);

    /// <summary>Tells the warnings of a composition, and makes its callbacks.</summary>
    private JobCallbacks Begin(ComposedJob composed)
    {
        foreach (string warning in composed.Warnings)
            options.Error.WriteLine($"warning: {warning}");
        return JobCallbacks.Of(composed, options);
    }

    private Task ToldAsync(JobCallbacks callbacks, ComposedJob composed, JobCommand command) =>
        callbacks.ComposeConfigAsync(composed.Root, command.ConfigName ?? options.ConfigName, command.Overrides);
}
