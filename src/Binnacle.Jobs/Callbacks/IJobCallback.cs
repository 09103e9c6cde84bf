using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Is called when something happens to a run or a sweep, as <c>hydra.callbacks</c> asks for.</summary>
/// <remarks>
/// <para>
/// Implement what is needed; the other methods do nothing. An exception is told as a warning and changes nothing. Starts are
/// called in the order of the configuration, ends in the reverse order. In a worker process only the methods of jobs are called.
/// </para>
/// <para>Register it with <see cref="JobHost.UseCallback{T}(string)"/>, then name it:</para>
/// <code>
/// hydra:
///   callbacks:
///     upload:
///       _target_: upload
/// </code>
/// </remarks>
public interface IJobCallback
{
    /// <summary>The configuration of a run or a sweep was composed.</summary>
    /// <param name="config">The whole configuration, hydra included, interpolations as written.</param>
    /// <param name="configName">The primary config; null: none.</param>
    /// <param name="overrides">The overrides of the command line.</param>
    Task OnComposeConfigAsync(MapNode config, string? configName, IReadOnlyList<string> overrides) => Task.CompletedTask;

    /// <summary>A single run begins; nothing has been written yet.</summary>
    /// <param name="config">The whole configuration, hydra included, interpolations as written.</param>
    /// <param name="configName">The primary config; null: none.</param>
    Task OnRunStartAsync(MapNode config, string? configName) => Task.CompletedTask;

    /// <summary>A single run has ended.</summary>
    /// <param name="config">The whole configuration, hydra included, interpolations as written.</param>
    /// <param name="configName">The primary config; null: none.</param>
    /// <param name="result">What came of the run, its number being 0.</param>
    Task OnRunEndAsync(MapNode config, string? configName, JobReturn result) => Task.CompletedTask;

    /// <summary>A sweep begins; nothing has been written yet.</summary>
    /// <param name="config">The sweep's whole configuration, hydra included, interpolations as written.</param>
    /// <param name="configName">The primary config; null: none.</param>
    Task OnMultirunStartAsync(MapNode config, string? configName) => Task.CompletedTask;

    /// <summary>A sweep has ended, also by a failure.</summary>
    /// <param name="config">The sweep's whole configuration, hydra included, interpolations as written.</param>
    /// <param name="configName">The primary config; null: none.</param>
    Task OnMultirunEndAsync(MapNode config, string? configName) => Task.CompletedTask;

    /// <summary>A job is about to start: its folder and its log are there, its environment is set.</summary>
    /// <param name="config">The job's whole configuration, hydra included, interpolations as written.</param>
    /// <param name="context">What the job itself is given.</param>
    Task OnJobStartAsync(MapNode config, JobContext context) => Task.CompletedTask;

    /// <summary>A job has ended; its log is still open.</summary>
    /// <param name="config">The job's whole configuration, hydra included, interpolations as written.</param>
    /// <param name="context">What the job itself was given.</param>
    /// <param name="result">What came of it; the number is 0 outside a sweep.</param>
    Task OnJobEndAsync(MapNode config, JobContext context, JobReturn result) => Task.CompletedTask;
}
