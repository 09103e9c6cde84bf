using System.Diagnostics.CodeAnalysis;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>A program that is a job: it composes its configuration from <c>conf/</c> and the command line, and runs once or as a sweep.</summary>
/// <remarks>
/// <code>
/// return await JobHost.Create("train_model")
///     .UseLogging("logging.yaml")
///     .RunAsync&lt;TrainModelConfig&gt;(args, TrainModel.RunAsync);
/// </code>
/// Methods that begin with <c>Use</c> change the host and return it. Exit codes: 0; 1 for a fault of the configuration or the
/// job; 2 for a wrong command line; 130 after Ctrl+C.
/// </remarks>
public sealed class JobHost
{
    private readonly JobHostOptions _options;

    private JobHost(JobHostOptions options) => _options = options;

    /// <summary>A host of one job.</summary>
    /// <param name="jobName">The job's name; its primary config is <c>conf/JOBNAME.yaml</c>.</param>
    public static JobHost Create(string jobName) => new(new JobHostOptions(jobName));

    /// <summary>Reads the log's layout from a file in Python's dictConfig form.</summary>
    /// <param name="file">Its path, relative to the config folder. Its files go to the configuration's <c>log_dir</c> where there is one.</param>
    public JobHost UseLogging(string file)
    {
        _options.LoggingFile = file;
        return this;
    }

    /// <summary>Uses this config folder rather than the one that the build recorded.</summary>
    /// <param name="path">The folder, relative to the current directory, or the resources of an assembly: <c>pkg://Assembly/folder</c>.</param>
    public JobHost UseConfigPath(string path)
    {
        _options.ConfigPath = path;
        return this;
    }

    /// <summary>Uses a primary config of another name than the job's.</summary>
    /// <param name="name">The config's name, without <c>.yaml</c>.</param>
    public JobHost UseConfigName(string name)
    {
        _options.ConfigName = name;
        return this;
    }

    /// <summary>Adds a sweeper for <c>hydra/sweeper: NAME</c>.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="create">Makes the sweeper, when a sweep with it begins.</param>
    public JobHost UseSweeper(string name, Func<ISweeper> create)
    {
        _options.Sweepers[name] = create;
        return this;
    }

    /// <summary>Adds a launcher for <c>hydra/launcher: NAME</c>.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="create">Makes the launcher from the resolved node <c>hydra.launcher</c>.</param>
    public JobHost UseLauncher(string name, Func<MapNode, ILauncher> create)
    {
        _options.Launchers[name] = create;
        return this;
    }

    /// <summary>Adds a callback that entries of <c>hydra.callbacks</c> name by <c>_target_</c>.</summary>
    /// <param name="name">The name, also one with dots from a configuration written for Hydra.</param>
    /// <param name="create">Makes the callback from the other keys of its entry; a key that it does not read is an error.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public JobHost UseCallback(string name, Func<TargetArguments, IJobCallback> create)
    {
        _options.Callbacks.Add(name, create);
        return this;
    }

    /// <summary>Adds a callback that entries of <c>hydra.callbacks</c> name by its type's full name, or by another name besides.</summary>
    /// <remarks>The other keys of its entry are the arguments of its constructor and its properties, as <see cref="TargetRegistry"/> instantiates.</remarks>
    /// <typeparam name="T">The callback.</typeparam>
    /// <param name="name">The other name; null for none.</param>
    public JobHost UseCallback<[DynamicallyAccessedMembers(JobMembers.Instantiated)] T>(string? name = null)
        where T : IJobCallback
    {
        _options.Callbacks.Add<T>();
        if (name is not null)
            _options.Callbacks.Add<T>(name);
        return this;
    }

    /// <summary>Resolves interpolations with these resolvers, the built-in ones among them.</summary>
    public JobHost UseResolvers(ResolverRegistry resolvers)
    {
        _options.Resolvers = resolvers;
        return this;
    }

    /// <summary>Finds configs in memory too (<c>structured://</c>), after all files.</summary>
    public JobHost UseConfigs(ConfigRegistry configs)
    {
        _options.Registry = configs;
        return this;
    }

    /// <summary>Starts worker processes with this command, for a program that is embedded in another (a test host).</summary>
    /// <param name="command">The command; null: jobs only run in this process.</param>
    public JobHost UseWorkerCommand(WorkerCommand? command)
    {
        _options.Worker = command;
        return this;
    }

    /// <summary>Prints to these writers rather than to the console's.</summary>
    public JobHost UseOutput(TextWriter output, TextWriter error)
    {
        _options.GivenOutput = output;
        _options.GivenError = error;
        return this;
    }

    /// <summary>Time that a job has to end by itself after Ctrl+C; 10 seconds by default.</summary>
    public JobHost UseGraceTime(TimeSpan time)
    {
        _options.GraceTime = time;
        return this;
    }

    /// <summary>Runs the command line: composes the configuration, makes the run folder, starts the log, runs the job or the sweep.</summary>
    /// <typeparam name="TConfig">The record that the configuration is bound to.</typeparam>
    /// <param name="args">The program's arguments.</param>
    /// <param name="job">The job.</param>
    /// <returns>The exit code of the program. Faults are told on stderr, not thrown.</returns>
    public Task<int> RunAsync<[DynamicallyAccessedMembers(JobMembers.Bound)] TConfig>(
        string[] args, Func<TConfig, JobContext, Task<JobResult>> job)
    {
        _options.OptionalKeys = ConfigBinder.OptionalKeys<TConfig>();
        _options.Type = typeof(ConfigNode).IsAssignableFrom(typeof(TConfig)) ? null : JobType.Of<TConfig>;
        return new JobProgram(_options, config =>
        {
            TConfig bound = ConfigBinder.Bind<TConfig>(config);
            return context => job(bound, context);
        }).RunAsync(args);
    }

    /// <summary>Runs a job that reads its configuration as a tree.</summary>
    /// <inheritdoc cref="RunAsync{TConfig}(string[], Func{TConfig, JobContext, Task{JobResult}})"/>
    public Task<int> RunAsync(string[] args, Func<MapNode, JobContext, Task<JobResult>> job) =>
        new JobProgram(_options, config => context => job(config, context)).RunAsync(args);

    /// <summary>Runs a job that has no objective value.</summary>
    /// <inheritdoc cref="RunAsync{TConfig}(string[], Func{TConfig, JobContext, Task{JobResult}})"/>
    public Task<int> RunAsync<[DynamicallyAccessedMembers(JobMembers.Bound)] TConfig>(
        string[] args, Func<TConfig, JobContext, Task> job) =>
        RunAsync<TConfig>(args, (config, context) => WithoutValuesAsync(job(config, context)));

    private static async Task<JobResult> WithoutValuesAsync(Task job)
    {
        await job;
        return JobResult.None;
    }
}
